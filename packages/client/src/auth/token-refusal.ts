import { readFault } from '../decode/fault.ts';
import { parseRetryAfter } from '../call/parse-retry-after.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { isGuid, readSecret } from '../input/values.ts';
import { entraAdvice, isKnownCode, needsNewRefreshToken } from './entra-advice.ts';
import { redactSecrets } from './redact-secrets.ts';
import type { TokenAnswer } from './token-endpoint.ts';

export interface RefusalContext {
  readonly tried: string;
  /** Describes an answer that names no error. */
  readonly kind: string;
  readonly secrets: readonly string[];
  /** In milliseconds since the epoch. */
  readonly now: number;
}

/** Turns an answer without a token into an error that says what to do. */
export function createRefusal(
  answer: TokenAnswer,
  body: Readonly<Record<string, unknown>> | undefined,
  { tried, kind, secrets, now }: RefusalContext,
): AuthenticationError {
  const { status, headers } = answer;
  // After parsing, because JSON text can spell a secret with escapes.
  const read = createReader(body ?? {}, secrets);
  const error = read(body?.['error']);
  // Gateways in front of the endpoint have shapes of their own.
  const fault = error === undefined ? readFault(body) : undefined;
  const words = read(body?.['error_description'] ?? fault?.description) ?? '';
  const entraCode = chooseCode(body?.['error_codes'], words, read);
  const description = withoutCodeAndIds(words);
  const traceId = asGuid(read(body?.['trace_id'] ?? headers.get('x-ms-request-id')));
  const correlationId = asGuid(read(body?.['correlation_id']));
  const code = entraCode === undefined ? (error ?? read(fault?.code)) : `AADSTS${entraCode}`;
  const said = code ?? kind;
  return new AuthenticationError({
    message: [
      `${tried}: the answer was ${status} with ${said}${description === undefined ? '' : ` (${description})`}.`,
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
    claims: read(body?.['claims']),
    retryAfterInMs: parseRetryAfter(headers, now),
  });
}

type Read = (value: unknown) => string | undefined;

/** Reads a value as text without secrets, including those that the answer itself contains. */
function createReader(body: Readonly<Record<string, unknown>>, secrets: readonly string[]): Read {
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

interface Refusal {
  readonly refreshToken: string;
  readonly error: AuthenticationError;
  readonly endsAt: number;
}

/** How long a refusal that an administrator can lift is remembered. */
const passingRefusalInMs = 300_000;
const mostRefusals = 16;

/** Remembers which refresh tokens were refused. */
export class RememberedRefusals {
  /** Keyed by scope and claims: a refresh token may be refused for one and accepted for another. */
  readonly #refusals = new Map<string, Refusal>();

  /** The refusal of this token, for as long as it is known to hold. */
  find(key: string, refreshToken: string, now: number): AuthenticationError | undefined {
    const refusal = this.#refusals.get(key);
    return refusal?.refreshToken === refreshToken && now < refusal.endsAt ? refusal.error : undefined;
  }

  add(key: string, refreshToken: string, error: AuthenticationError, now: number): void {
    if (this.#refusals.size >= mostRefusals) this.#refusals.clear();
    const endsAt = needsNewRefreshToken(error.code) ? Infinity : now + passingRefusalInMs;
    this.#refusals.set(key, { refreshToken, error, endsAt });
  }
}

/** Whether the token endpoint refused the refresh token. */
export function isInvalidGrant(error: unknown): error is AuthenticationError {
  return error instanceof AuthenticationError && error.error === 'invalid_grant';
}
