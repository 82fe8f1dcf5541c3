import type { Bump } from './bump.ts';

/** One difference between two descriptions. */
export interface Change {
  /** A pointer into the description, as `redocly diff` gives it. */
  readonly place: string;
  /** What kind of node differs, such as `Header` or `Schema`. */
  readonly typeName: string;
  /** Which of its properties, when the node itself is in both. */
  readonly property: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  /** What the tool's rules say of it, mostly one sentence; empty when no rule knows it. */
  readonly verdict: string;
  readonly bump: Bump;
}
