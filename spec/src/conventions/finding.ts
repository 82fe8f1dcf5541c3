/** A violation of one of the description's own conventions. */
export interface Finding {
  /** The place, as a JSON pointer. */
  readonly place: string;
  readonly fault: string;
}
