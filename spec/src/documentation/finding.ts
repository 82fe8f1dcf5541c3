/** A contradiction between a documented exchange and the description. */
export interface Finding {
  /** Which exchange, counted from 0. */
  readonly exchange: number;
  readonly message: string;
}
