import type { Bump } from './bump.ts';

/** One difference between two descriptions. */
export interface Change {
  /** A pointer into the description, from `redocly diff`. */
  readonly place: string;
  /** The kind of node, such as `Header` or `Schema`. */
  readonly typeName: string;
  /** The changed property, if both descriptions have the node. */
  readonly property: string | undefined;
  readonly before: unknown;
  readonly after: unknown;
  /** The verdict of the tool's rules, mostly one sentence; empty when no rule applies. */
  readonly verdict: string;
  readonly bump: Bump;
}
