import { cleanForeignText } from '../errors/foreign-text.ts';
import type { AnswerHeaders } from './direct-response.ts';

/**
 * The headers of an answer, cleaned: without the token and control characters, each at most 1,024 characters long.
 * `WWW-Authenticate` stays as it is. It is only parsed, and its claims look like a token.
 */
export function redactHeaders(headers: AnswerHeaders, token: string): AnswerHeaders {
  return {
    get(name) {
      const value = headers.get(name);
      return value === null || name === 'www-authenticate' ? value : cleanForeignText(value, [token]);
    },
  };
}

/** Of an answer that never began. */
export const noHeaders: AnswerHeaders = { get: () => null };
