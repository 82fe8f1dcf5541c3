import { redact } from '../answer/redact.ts';

const longestExcerpt = 1024;
/** Longer than a GUID and than the names of Microsoft's hosts; a token or a secret that was not known here. */
const opaqueText = /[\w.~+=%-]{40,}/g;
const controlCharacters = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Removes secrets, as they are and as a form encodes them, and whatever looks like one, from text that came from
 * outside. What is left fits on one line of a log.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => {
    const percentEncoded = encodeURIComponent(secret);
    const formEncoded = new URLSearchParams([['', secret]]).toString().slice(1);
    return [secret, percentEncoded, percentEncoded.toLowerCase(), formEncoded, formEncoded.toLowerCase()];
  });
  // The longest first: a secret may be a part of another.
  return forms
    .toSorted((a, b) => b.length - a.length)
    .reduce(redact, text)
    .replace(opaqueText, '[redacted]')
    .replace(controlCharacters, ' ')
    .slice(0, longestExcerpt);
}
