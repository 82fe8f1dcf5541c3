import { redact } from '../answer/redact.ts';

/**
 * Copies the headers of an answer without the token, so that nothing that is told of the answer holds it.
 * `WWW-Authenticate` is never told, only read: what it demands of the next token looks like a token.
 */
export function redactHeaders(headers: Headers, token: string): Headers {
  const clean = new Headers();
  for (const [name, value] of headers) {
    clean.append(name, name === 'www-authenticate' ? value : redact(value, token));
  }
  return clean;
}
