/** What is wrong with a package, where, and what to do about it. */
export interface Fault {
  /** A file, or a place in one, such as `packages/client/package.json: exports["./auth"]`. */
  readonly place: string;
  /** What was seen there. */
  readonly found: string;
  readonly repair: string;
}
