import { isSuccessStatus } from '../call/response.ts';
import { kindOfText } from '../decode/fault.ts';
import { isRecord, parseJson, readSecret } from '../input/values.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import type { TokenAnswer } from './token-endpoint.ts';
import { createRefusal } from './token-refusal.ts';

/** The tokens that a success grants. */
export interface Grant {
  /** The new refresh token, if the answer has one. */
  readonly refreshToken: string | undefined;
  /** @throws {AuthenticationError} when the body holds no usable access token. */
  readAccessToken(): { readonly token: string; readonly lifetimeInMs: number };
}

/**
 * Reads an answer of the token endpoint.
 * @throws {AuthenticationError} when it is not a success.
 */
export function readGrant(answer: TokenAnswer, secrets: readonly string[]): Grant {
  const { body, kind } = parseJsonObject(answer.text);
  // A success status is no proof of success.
  if (!isSuccessStatus(answer.status) || typeof body?.['error'] === 'string') {
    throw createRefusal(answer, body, kind, secrets);
  }
  if (body === undefined) throw refuse(answer, kind);
  const sentToken = body['refresh_token'] ?? undefined;
  const refreshToken = readSecret(sentToken);
  if (sentToken !== undefined && refreshToken === undefined) {
    throw refuse(answer, 'JSON with an unusable refresh_token');
  }
  return {
    refreshToken,
    readAccessToken() {
      const token = readSecret(body['access_token']);
      if (token === undefined) throw refuse(answer, 'JSON without a usable access_token');
      const type = body['token_type'] ?? 'Bearer';
      if (typeof type !== 'string' || type.toLowerCase() !== 'bearer') {
        throw refuse(answer, 'a token_type other than Bearer');
      }
      const lifetimeInMs = readLifetimeInMs(body['expires_in']);
      if (lifetimeInMs === undefined) throw refuse(answer, 'JSON without a usable expires_in');
      return { token, lifetimeInMs };
    },
  };
}

/** Parses text as a JSON object, or else says what kind of text it is without showing it. */
function parseJsonObject(text: string): {
  readonly body?: Readonly<Record<string, unknown>>;
  readonly kind: string;
} {
  const body = parseJson(text);
  if (isRecord(body)) return { body, kind: 'JSON that names no error' };
  return { kind: body === undefined ? kindOfText(text) : 'JSON that is not an object' };
}

/** Seconds, as a number from version 2 of the endpoint and as text from version 1. */
function readLifetimeInMs(value: unknown): number | undefined {
  const seconds = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  const lifetimeInMs = typeof seconds === 'number' ? seconds * 1000 : 0;
  return Number.isSafeInteger(lifetimeInMs) && lifetimeInMs > 0 ? lifetimeInMs : undefined;
}

function refuse({ tried, status }: TokenAnswer, received: string): AuthenticationError {
  return new AuthenticationError({
    message:
      `${tried}: the answer was ${status} with ${received}, where a token was expected. ` +
      'Check authority, and check for a proxy or sign-in page that answers in its place.',
    status,
  });
}
