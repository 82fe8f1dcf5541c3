/*
 * A module of its own, because only errors and the credential use it: a program of calls loads it later.
 */

/** Describes a value that may be a misplaced secret, by its kind only. */
export function notShown(value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return value;
  if (typeof value !== 'string') return typeof value;
  // UTF-16 read as UTF-8 or Latin-1 has a NUL as every second character.
  return value.includes('\0')
    ? 'UTF-16 text, read as another encoding (not shown)'
    : 'other text (not shown)';
}
