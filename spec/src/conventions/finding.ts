/** A place where the description breaks with one of its own conventions. */
export interface Finding {
  /** As a JSON pointer. */
  readonly place: string;
  readonly fault: string;
}
