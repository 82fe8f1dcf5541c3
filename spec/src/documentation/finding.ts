/** A contradiction between a documented exchange and the description. */
export interface Finding {
  /** The index of the exchange. */
  readonly exchange: number;
  readonly message: string;
}
