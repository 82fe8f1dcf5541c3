export type Json = Readonly<Record<string, unknown>>;

/** Tells whether a parsed value is an object with named members, and not a list. */
export function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
