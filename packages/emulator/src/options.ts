/** What `createEmulator` takes. Everything is optional: `createEmulator()` is a small partner with twelve customers. */
export interface EmulatorOptions {
  /**
   * `'documented'` serves the facts of Microsoft's documentation and nothing else, so that the superseded operations answer to the
   * letter of their pages. Without it there is a fleet of `customers` customers.
   */
  readonly data?: 'documented';
  /** How many customers the fleet has, 12 unless told otherwise. The first twelve are always the same ones; the others follow from `seed`. */
  readonly customers?: number;
  /** What the computed customers follow from: the same seed gives the same fleet on every machine. 1 unless told otherwise. */
  readonly seed?: number;
  /**
   * The day (`YYYY-MM-DD`) of the latest Office 365 snapshot; Dynamics follows a day later. The day of the documented answers,
   * 2017-03-09, unless told otherwise, so that nothing depends on the day on which the emulator runs.
   */
  readonly snapshotDate?: string;
  /** Whether JSON answers begin with a UTF-8 byte order mark, as both documented answers did. True unless told otherwise. */
  readonly bom?: boolean;
  /** The clock behind the `Date` header and the expiry of tokens. The real one unless told otherwise. */
  readonly now?: () => Date;
}

/** An option that can't be used. The message names the option, what it was, and what would do. */
export class EmulatorOptionsError extends Error {
  override readonly name = 'EmulatorOptionsError';
}
