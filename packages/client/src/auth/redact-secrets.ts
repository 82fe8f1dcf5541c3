import { redact } from '../errors/foreign-text.ts';

const longestExcerpt = 1024;
/** Longer than a GUID and than the names of Microsoft's hosts; a token or a secret that was not known here. */
const opaqueText = /[\w.~+=%-]{40,}/g;
const controlCharacters = /[\p{Cc}\u2028\u2029]+/gu;

/**
 * Removes secrets, however a form or JSON writes them, and whatever looks like one, from text that came from outside.
 * What is left fits on one line of a log.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  return (
    secrets
      .flatMap(writtenForms)
      // The longest first: a secret may be a part of another.
      .toSorted((a, b) => b.length - a.length)
      .reduce(redact, text)
      .replace(opaqueText, '[redacted]')
      .replace(controlCharacters, ' ')
      .slice(0, longestExcerpt)
  );
}

function writtenForms(secret: string): string[] {
  const percentEncoded = encodeURIComponent(secret);
  const formEncoded = new URLSearchParams({ '': secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, percentEncoded, percentEncoded.toLowerCase(), formEncoded, formEncoded.toLowerCase(), json];
}
