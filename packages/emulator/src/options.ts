import type { DataSet } from './facts/data-set.ts';
import type { FaultName } from './faults/catalogue.ts';
import type { FaultRule } from './faults/fault-rule.ts';
import type { TokenOptions } from './identity/token-options.ts';
import type { RecordedRequest } from './request-log/recorded-request.ts';
import type { ThrottlingOptions } from './throttling/throttling-options.ts';

/** What `createEmulator` takes. Everything is optional: `createEmulator()` is a small partner with twelve customers. */
export interface EmulatorOptions {
  /**
   * Facts to serve instead of a fleet: a data set of your own, or `'documented'` for the facts of Microsoft's documentation and
   * nothing else, so that the superseded operations answer to the letter of their pages. Not to be combined with `customers`,
   * `seed` for customers, or `snapshotDate`.
   */
  readonly data?: DataSet | 'documented';
  /** How many customers the fleet has, 12 unless told otherwise. The first twelve are always the same ones; the others follow from `seed`. */
  readonly customers?: number;
  /** What everything made up follows from: the same seed gives the same fleet on every machine. 1 unless told otherwise. */
  readonly seed?: number;
  /**
   * The day (`YYYY-MM-DD`) of the latest Office 365 snapshot; Dynamics follows a day later. The day of the documented answers,
   * 2017-03-09, unless told otherwise, so that nothing depends on the day on which the emulator runs.
   */
  readonly snapshotDate?: string;
  /** Whether JSON answers begin with a UTF-8 byte order mark, as both documented answers did. True unless told otherwise. */
  readonly bom?: boolean;
  /**
   * Whether `filter` tells upper from lower case in values. The documentation doesn't say, and its own example asks for 'Reseller'
   * where the data says 'reseller': false unless told otherwise.
   */
  readonly caseSensitiveFilter?: boolean;
  /** Faults by name, each for every request or by a rule. */
  readonly faults?: readonly (FaultName | FaultRule)[];
  /** Limits on requests. None unless told otherwise. */
  readonly throttling?: ThrottlingOptions;
  readonly tokens?: TokenOptions;
  /** How long every answer is kept back. 0 unless told otherwise. */
  readonly latencyInMs?: number;
  /** The clock behind the `Date` header, tokens and throttling. The real one unless told otherwise. */
  readonly now?: () => Date;
  /** Called once for each request, when its answer is decided. */
  readonly onRequest?: (request: RecordedRequest) => void;
}
