import type { RecordedRequest } from './app/request-log.ts';
import type { RoutedOperation } from './call/routes.ts';
import type { DataSet } from './facts/data-set.ts';
import type { FaultName } from './faults/catalogue.ts';

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

/** When a fault is switched on. A rule without conditions concerns every request. */
export interface FaultRule {
  readonly fault: FaultName;
  /** Only for this operation. */
  readonly operation?: RoutedOperation;
  /** Only for this share of the requests, 0 to 1. Which ones follows from the emulator's seed. */
  readonly probability?: number;
  /** Only for the n-th request, counted from 1, of the operation when the rule names one. */
  readonly onRequest?: number;
}

/** At most `requests` within a window of `windowInMs`, counted from the first request of the window. */
export interface RequestBudget {
  readonly requests: number;
  readonly windowInMs: number;
}

/** Limits as the service documents them: for the partner as a whole, and for the partner and one customer together. */
export interface ThrottlingOptions {
  readonly partner?: RequestBudget;
  /** Counted for each customer apart, on the operation that names a customer in its path. */
  readonly customer?: RequestBudget;
  /** How a 429 says when to come back: in seconds unless told otherwise, as a date, or not at all. */
  readonly retryAfter?: 'seconds' | 'date' | 'none';
}

/** How the emulated identity platform behaves. */
export interface TokenOptions {
  /**
   * Whether only tokens of the emulator's own token endpoint are accepted. Unless it is true, any other bearer token counts as a valid
   * App+User token of a user who signed in with multi-factor authentication, so that nothing has to be set up.
   */
  readonly requireIssued?: boolean;
  /** How long an access token lives. An hour unless told otherwise. */
  readonly lifetimeInMs?: number;
  /** Whether the user behind the refresh token signed in with multi-factor authentication. True unless told otherwise. */
  readonly mfa?: boolean;
  /** Whether App+User tokens without multi-factor authentication are refused. True unless told otherwise. */
  readonly enforceMfa?: boolean;
  /** The only client secret that the token endpoint takes. Any unless told otherwise. */
  readonly clientSecret?: string;
  /** The only refresh token that the token endpoint takes besides those it issued. Any unless told otherwise. */
  readonly refreshToken?: string;
}

export interface ListenOptions {
  /** A free port unless told otherwise. */
  readonly port?: number;
  /** 127.0.0.1 unless told otherwise: nobody but this machine is served. */
  readonly host?: string;
}

export interface ListeningEmulator {
  /** Without a slash at the end, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and ends every connection; resolves when the port is free again. */
  close(): Promise<void>;
}

/** An option that can't be used. The message names the option, what it was, and what would do. */
export class EmulatorOptionsError extends Error {
  override readonly name = 'EmulatorOptionsError';
}
