import { isSuccessStatus } from '../call/response.ts';
import { kindOfText, readFault } from '../decode/fault.ts';
import { isGuid, isRecord, parseJson, readSecret } from '../input/values.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { entraAdvice, isKnownCode } from './entra-advice.ts';
import { redactSecrets } from './redact-secrets.ts';
import type { TokenAnswer } from './token-endpoint.ts';

type Body = Readonly<Record<string, unknown>>;

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
    throw createRefusal(answer, body ?? {}, kind, secrets);
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
function parseJsonObject(text: string): { readonly body?: Body; readonly kind: string } {
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

/**
 * Turns an answer without a token into an error that says what to do.
 * @param kind Describes an answer that names no error.
 */
function createRefusal(
  answer: TokenAnswer,
  body: Body,
  kind: string,
  secrets: readonly string[],
): AuthenticationError {
  const { tried, status, headers, retryAfterInMs } = answer;
  // After parsing, because JSON text can spell a secret with escapes.
  const read = createReader(body, secrets);
  const error = read(body['error']);
  // Gateways in front of the endpoint have shapes of their own.
  const fault = error === undefined ? readFault(body) : undefined;
  const words = read(body['error_description'] ?? fault?.description) ?? '';
  const entraCode = chooseCode(body['error_codes'], words, read);
  const description = withoutCodeAndIds(words);
  const traceId = asGuid(read(body['trace_id'] ?? headers.get('x-ms-request-id')));
  const correlationId = asGuid(read(body['correlation_id']));
  const code = entraCode === undefined ? (error ?? read(fault?.code)) : `AADSTS${entraCode}`;
  return new AuthenticationError({
    message: [
      `${tried}: the answer was ${status} with ${code ?? kind}${description === undefined ? '' : ` (${description})`}.`,
      entraAdvice(status, entraCode, error),
      ...(traceId === undefined ? [] : [`Trace ID ${traceId}.`]),
      ...(correlationId === undefined ? [] : [`Correlation ID ${correlationId}.`]),
    ].join(' '),
    code,
    error,
    description,
    status,
    traceId,
    correlationId,
    claims: read(body['claims']),
    retryAfterInMs,
  });
}

type Read = (value: unknown) => string | undefined;

/** Reads a value as text without secrets, including those that the answer itself contains. */
function createReader(body: Body, secrets: readonly string[]): Read {
  const own = ['access_token', 'refresh_token', 'id_token'].map((field) => readSecret(body[field]));
  const all = [...secrets, ...own.filter((secret) => secret !== undefined)];
  return (value) => (typeof value === 'string' && value !== '' ? redactSecrets(value, all) : undefined);
}

const mostCodes = 10;

/** The number after `AADSTS`: of several, the first with advice. */
function chooseCode(errorCodes: unknown, words: string, read: Read): string | undefined {
  const listed = (Array.isArray(errorCodes) ? errorCodes.slice(0, mostCodes) : [errorCodes])
    .map((code) => read(String(code)) ?? '')
    .filter((code) => /^\d{4,10}$/.test(code));
  const said = /^AADSTS(\d{4,10})\b/.exec(words)?.[1];
  const codes = said === undefined ? listed : [...listed, said];
  return codes.find(isKnownCode) ?? codes[0];
}

function withoutCodeAndIds(words: string): string | undefined {
  const own = words
    .replace(/^AADSTS\d+:\s*/, '')
    .replace(/\s*\b(?:Trace ID|Correlation ID|Timestamp): .*$/, '')
    .replace(/[\s.]+$/, '');
  return own === '' ? undefined : own;
}

function asGuid(value: string | undefined): string | undefined {
  return isGuid(value) ? value : undefined;
}
