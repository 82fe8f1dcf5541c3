import { cleanForeignText } from '../errors/foreign-text.ts';
import { describeCause } from '../call/advice.ts';

/** Longer than a GUID or a Microsoft host name: likely an unknown token or secret. */
const opaqueText = /[\w.~+=%-]{40,}/g;
/** The expression runs over no more than this. Cleaning cuts the rest to what an error keeps. */
const examinedLength = 8_192;

/**
 * Makes foreign text fit for an error: without secrets, however a form or JSON writes them, without what looks like one,
 * and clean as {@link cleanForeignText} leaves it.
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
 * Describes by codes and messages alone what foreign code threw, without secrets. The thrown value itself must not be
 * passed on: it may hold the request.
 */
export function describeThrown(thrown: unknown, secrets: readonly string[]): string {
  return redactSecrets(describeCause(thrown), secrets);
}
