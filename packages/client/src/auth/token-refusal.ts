import { readFault } from '../decode/fault.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { isGuid, readSecret } from '../input/values.ts';
import { entraAdvice, isKnownCode } from './entra-advice.ts';
import { redactSecrets } from './redact-secrets.ts';
import type { TokenAnswer } from './token-endpoint.ts';

/**
 * Turns an answer without a token into an error that says what to do.
 * @param kind Describes an answer that names no error.
 */
export function createRefusal(
  answer: TokenAnswer,
  body: Readonly<Record<string, unknown>> | undefined,
  kind: string,
  secrets: readonly string[],
): AuthenticationError {
  const { tried, status, headers, retryAfterInMs } = answer;
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
    claims: read(body?.['claims']),
    retryAfterInMs,
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
