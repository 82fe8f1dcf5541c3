/** A fault of a package, with its place and its repair. */
export interface Fault {
  /** A file, or a place in one, such as `packages/client/package.json: exports["./auth"]`. */
  readonly place: string;
  /** The observation. */
  readonly found: string;
  readonly repair: string;
}
