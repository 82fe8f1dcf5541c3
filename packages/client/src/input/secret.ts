const printableAscii = /^[\x21-\x7e]+$/;

/**
 * Reads a token or a secret: text that a header and a form take. Blanks, line ends and a byte order mark around it, as
 * files and environment variables often have them, are removed. `undefined` where the value is none.
 */
export function readSecret(value: unknown): string | undefined {
  const secret = trimmed(value);
  return typeof secret === 'string' && printableAscii.test(secret) ? secret : undefined;
}

/** Text without the blanks, line ends and byte order mark around it; any other value as it is. */
export function trimmed(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : value;
}

/** What an error says of a value that may be a misplaced secret: its kind. */
export function notShown(value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return value;
  if (typeof value !== 'string') return typeof value;
  // UTF-16 that was read as UTF-8 or Latin-1 has a NUL at every second place.
  return value.includes('\0')
    ? 'UTF-16 text, read as another encoding (not shown)'
    : 'other text (not shown)';
}
