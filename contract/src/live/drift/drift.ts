/** In which way an answer differs from its description. */
export const driftKinds = [
  'status',
  'header',
  'body',
  'envelope key',
  'missing field',
  'undocumented field',
  'type',
  'value',
] as const;

export type DriftKind = (typeof driftKinds)[number];

export interface Drift {
  readonly kind: DriftKind;
  /** Where and how: names and kinds of values, never a value that was received. */
  readonly detail: string;
}
