import type { RecordedRequest } from './app/request-log.ts';
import type { RoutedOperation } from './call/routes.ts';
import type { DataSet } from './facts/data-set.ts';
import type { FaultName } from './faults/catalogue.ts';

/** What `createEmulator` takes. Everything is optional: `createEmulator()` is a small partner with twelve customers. */
export interface EmulatorOptions {
  /**
   * Facts to serve instead of a fleet: a data set of your own, or `'documented'` for the facts of Microsoft's documentation
   * alone, so that the superseded operations answer to the letter of their pages. Excludes `customers` and `snapshotDate`.
   */
  readonly data?: DataSet | 'documented' | undefined;
  /** How many customers the fleet has. The first twelve are always the same; the others follow from `seed`. Default: 12. */
  readonly customers?: number | undefined;
  /** What everything made up follows from: the same seed gives the same fleet on every machine. Default: 1. */
  readonly seed?: number | undefined;
  /**
   * The day (`YYYY-MM-DD`) of the latest Office 365 snapshot; Dynamics follows a day later. Default: Thursday of last week
   * by `clock`. A test that must not depend on the day of its run names a day here.
   */
  readonly snapshotDate?: string | undefined;
  /** Whether JSON answers begin with a UTF-8 byte order mark, as both documented answers did. Default: true. */
  readonly bom?: boolean | undefined;
  /**
   * Whether `filter` tells upper from lower case in values. The documentation doesn't say; its own example asks for
   * 'Reseller' where the data says 'reseller'. Default: false.
   */
  readonly caseSensitiveFilter?: boolean | undefined;
  /** Faults by name, each for every request or by a rule. */
  readonly faults?: readonly (FaultName | FaultRule)[] | undefined;
  /** Limits on requests. Default: none. */
  readonly throttling?: ThrottlingOptions | undefined;
  /** How the emulated identity platform behaves. */
  readonly tokens?: TokenOptions | undefined;
  /** How long every answer is kept back. Default: 0. */
  readonly latencyInMs?: number | undefined;
  /** The clock behind the snapshots, the `Date` header, tokens and throttling. Default: the machine's. A client's clock will do. */
  readonly clock?: EmulatorClock | undefined;
  /** Called once for each request, when its answer is decided. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
  /**
   * Names in the `Host` header that `listen` answers besides its own, such as that of a container. A page that had its own
   * name resolved to this machine (DNS rebinding) is refused with 421. Default: none.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Origins whose pages may read answers (CORS), such as `http://localhost:5173`. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** Tells the time. */
export interface EmulatorClock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** When a fault is switched on. A rule without conditions concerns every request. */
export interface FaultRule {
  /** What goes wrong. */
  readonly fault: FaultName;
  /** Only for this operation. */
  readonly operation?: RoutedOperation | undefined;
  /** Only for this share of the requests, 0 to 1. Which ones follows from the emulator's seed. */
  readonly probability?: number | undefined;
  /** Only for the n-th request, counted from 1, of the operation when the rule names one. */
  readonly onNthRequest?: number | undefined;
}

/** At most `requests` within a window of `windowInMs`, counted from the first request of the window. */
export interface RequestBudget {
  /** A whole number; 0 refuses every request. */
  readonly requests: number;
  /** A whole number, at least 1. */
  readonly windowInMs: number;
}

/** Limits as the service documents them: for the partner as a whole, and for the partner and one customer together. */
export interface ThrottlingOptions {
  /** Counted over all requests. */
  readonly partner?: RequestBudget | undefined;
  /** Counted for each customer apart, on the operations that name a customer in their path. */
  readonly customer?: RequestBudget | undefined;
  /** How a 429 says when to come back. Default: in seconds. */
  readonly retryAfter?: 'seconds' | 'date' | 'none' | undefined;
}

/** How the emulated identity platform behaves. */
export interface TokenOptions {
  /**
   * Whether only tokens of this emulator are accepted. Otherwise any bearer token counts as an App+User token of a user who
   * signed in with multi-factor authentication, so that nothing has to be set up. Default: false.
   */
  readonly requireIssued?: boolean | undefined;
  /** How long an access token lives. Default: an hour. */
  readonly lifetimeInMs?: number | undefined;
  /** Whether the user behind the refresh token signed in with multi-factor authentication. Default: true. */
  readonly mfa?: boolean | undefined;
  /** Whether App+User tokens without multi-factor authentication are refused. Default: true. */
  readonly enforceMfa?: boolean | undefined;
  /** The only client secret that the token endpoint takes. Default: any. */
  readonly clientSecret?: string | undefined;
  /** The only refresh token that the token endpoint takes besides those it issued. Default: any. */
  readonly refreshToken?: string | undefined;
}

/** Where to listen. */
export interface ListenOptions {
  /** Default: a free port. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1, this machine only. `0.0.0.0` listens on all of its addresses. */
  readonly host?: string | undefined;
}

/** `Symbol.asyncDispose`, for compilers that know it. */
export type AsyncDisposing = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown;

/** An emulator that serves over HTTP, until it is closed or an `await using` ends. */
export type ListeningEmulator = AsyncDisposing & {
  /** Where this machine reaches it, without a slash at the end, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and ends every connection; resolves when the port is free. May be called again. */
  readonly close: () => Promise<void>;
};

/** An option that can't be used. The message names the option, what it was, and what would do. */
export class EmulatorOptionsError extends Error {
  override readonly name = 'EmulatorOptionsError';
}
