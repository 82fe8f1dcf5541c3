import { AuthenticationError } from '../errors/authentication-error.ts';
import { parseJsonObject } from './json-object.ts';
import type { TokenAnswer } from './token-endpoint.ts';
import type { AccessToken } from './token-credential.ts';
import { createRefusal } from './token-refusal.ts';
import { isTokenText } from './token-text.ts';

/** As MSAL does: clocks differ, and calls take time. */
const marginInMs = 300_000;

/** The parsed body of a success. */
export interface Grant {
  /** A new refresh token, when one came along. */
  readonly refreshToken: string | undefined;
  /** @throws {AuthenticationError} when the body holds no usable access token. */
  readAccessToken(): AccessToken;
}

export interface GrantContext {
  readonly tried: string;
  readonly secrets: readonly string[];
  /** When the request was sent, in milliseconds since the epoch: the lifetime counts from no earlier. */
  readonly requestedAt: number;
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Reads an answer of the token endpoint.
 * @throws {AuthenticationError} when it is not a success.
 */
export function readGrant(answer: TokenAnswer, context: GrantContext): Grant {
  const parsed = parseJsonObject(answer.text);
  const isSuccess = answer.status >= 200 && answer.status <= 299;
  // A success status is no proof of a success.
  if (!isSuccess || typeof parsed.body?.['error'] === 'string') {
    throw createRefusal(answer, parsed, context);
  }
  if (parsed.body === undefined) throw refuse(answer, context, parsed.kind);
  const { body } = parsed;
  const refreshToken = body['refresh_token'] ?? undefined;
  if (refreshToken !== undefined && !isTokenText(refreshToken)) {
    throw refuse(answer, context, 'JSON with an unusable refresh_token');
  }
  return {
    refreshToken,
    readAccessToken() {
      const token = body['access_token'];
      if (!isTokenText(token)) throw refuse(answer, context, 'JSON without a usable access_token');
      const type = body['token_type'] ?? 'Bearer';
      if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
        throw refuse(answer, context, 'a token_type other than Bearer');
      }
      const lifetimeInMs = readLifetimeInMs(body['expires_in']);
      if (lifetimeInMs === undefined) throw refuse(answer, context, 'JSON without a usable expires_in');
      return {
        token,
        expiresOnTimestamp: context.requestedAt + lifetimeInMs,
        // A short life must not lead to a request for every call.
        refreshAfterTimestamp: context.requestedAt + Math.max(lifetimeInMs - marginInMs, lifetimeInMs / 2),
      };
    },
  };
}

/** Seconds: a number from the second version of the endpoint, text from the first. */
function readLifetimeInMs(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const lifetimeInMs = typeof seconds === 'number' ? seconds * 1000 : 0;
  return Number.isSafeInteger(lifetimeInMs) && lifetimeInMs > 0 ? lifetimeInMs : undefined;
}

function refuse(answer: TokenAnswer, { tried }: GrantContext, received: string): AuthenticationError {
  return new AuthenticationError({
    message:
      `${tried}: the answer was ${answer.status} with ${received}, where a token was expected. ` +
      'Check authority, and check for a proxy or sign-in page that answers in its place.',
    status: answer.status,
  });
}
