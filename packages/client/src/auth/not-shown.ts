/** What an error says of a value that may be a secret, put in the wrong place by mistake: its type. */
export function notShown(value: unknown): unknown {
  if (value === '' || value === null || value === undefined) return value;
  return typeof value === 'string' ? 'other text (not shown)' : typeof value;
}
