import { cleanForeignText } from '../errors/foreign-text.ts';
import { describeCause } from '../call/advice.ts';

/** Longer than a GUID or a Microsoft host name: likely an unknown token or secret. */
const opaqueText = /[\w.~+=%-]{40,}/g;
/** How much text the expressions examine. Cleaning then cuts the text to the length that an error keeps. */
const examinedLength = 8_192;

/**
 * Makes foreign text safe for an error. Removes secrets, also as a form or JSON encodes them, and whatever looks like
 * one, and then cleans the text with {@link cleanForeignText}.
 */
export function redactSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets
    .flatMap(writtenForms)
    // The longest first: a secret may be a part of another.
    .toSorted((a, b) => b.length - a.length)
    .reduce((rest, form) => rest.replaceAll(form, '[redacted]'), text);
  return cleanForeignText(known.slice(0, examinedLength).replace(opaqueText, '[redacted]'));
}

function writtenForms(secret: string): string[] {
  const percentEncoded = encodeURIComponent(secret);
  const formEncoded = new URLSearchParams({ '': secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  return [secret, percentEncoded, percentEncoded.toLowerCase(), formEncoded, formEncoded.toLowerCase(), json];
}

/**
 * Describes what foreign code threw, by codes and messages only, without secrets. The thrown value itself must not be
 * passed on: it may hold the request.
 */
export function describeThrown(thrown: unknown, secrets: readonly string[]): string {
  return redactSecrets(describeCause(thrown), secrets);
}
