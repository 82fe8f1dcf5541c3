import { redact } from '../decode/redact.ts';
import type { AnswerHeaders } from './direct-response.ts';

/**
 * Shows the headers of an answer without the token, so that nothing that is told of the answer holds it.
 * `WWW-Authenticate` is never told, only read: what it demands of the next token looks like a token.
 */
export function redactHeaders(headers: AnswerHeaders, token: string): AnswerHeaders {
  return {
    get(name) {
      const value = headers.get(name);
      return value === null || name === 'www-authenticate' ? value : redact(value, token);
    },
  };
}

/** Of an answer that never began. */
export const noHeaders: AnswerHeaders = { get: () => null };
