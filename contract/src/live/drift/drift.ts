/** The ways in which an answer may differ from its description. */
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
  /** The place and the difference: names and kinds of values, never a received value. */
  readonly detail: string;
}
