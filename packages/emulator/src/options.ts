import type { RoutedOperation } from './call/routes.ts';
import type { DataSet } from './facts/data-set.ts';
import type { FaultName } from './faults/catalogue.ts';

/** The options of `createEmulator`. All are optional: `createEmulator()` is a small partner with twelve customers. */
export interface EmulatorOptions {
  /**
   * Facts to serve in place of a fleet: a data set of your own, or `'documented'` for only the facts of Microsoft's
   * documentation, so that the superseded operations answer exactly as documented. Excludes `customers` and
   * `snapshotDate`.
   */
  readonly data?: DataSet | 'documented' | undefined;
  /** How many customers the fleet has. The first twelve are always the same; the others follow from `seed`. Default: 12. */
  readonly customers?: number | undefined;
  /** The seed of everything made up: the same seed gives the same fleet on every machine. Default: 1. */
  readonly seed?: number | undefined;
  /**
   * The day (`YYYY-MM-DD`) of the latest Office 365 snapshot; Dynamics follows a day later. Default: Thursday of last
   * week by `clock`. Set a day in tests that must not depend on the current date.
   */
  readonly snapshotDate?: string | undefined;
  /** Whether JSON answers begin with a UTF-8 byte order mark, as both documented answers did. Default: true. */
  readonly bom?: boolean | undefined;
  /**
   * Whether values in `filter` are case-sensitive. The documentation does not say; its own example asks for
   * 'Reseller' where the data has 'reseller'. Default: false.
   */
  readonly caseSensitiveFilter?: boolean | undefined;
  /** Faults, by name for every request, or by a rule. */
  readonly faults?: readonly (FaultName | FaultRule)[] | undefined;
  /** Limits on requests. Default: none. */
  readonly throttling?: ThrottlingOptions | undefined;
  /** How the emulated identity platform behaves. */
  readonly tokens?: TokenOptions | undefined;
  /** How long every answer is delayed. Default: 0. */
  readonly latencyInMs?: number | undefined;
  /**
   * The clock for snapshots, the `Date` header, tokens and throttling. Default: the machine's. A client's clock fits.
   */
  readonly clock?: EmulatorClock | undefined;
  /** Called once for each request, when its answer has been decided. */
  readonly onRequest?: ((request: RecordedRequest) => void) | undefined;
  /**
   * Further names in the `Host` header that `listen` accepts, such as that of a container. Any other name is refused
   * with 421, which prevents DNS rebinding. Default: none.
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Origins whose pages may read answers (CORS), such as `http://localhost:5173`. Default: none. */
  readonly allowedOrigins?: readonly string[] | undefined;
}

/** A clock. */
export interface EmulatorClock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** When a fault occurs. A rule without conditions applies to every request. */
export interface FaultRule {
  /** The fault. */
  readonly fault: FaultName;
  /** Only for this operation. */
  readonly operation?: RoutedOperation | undefined;
  /** Only for this share of the requests, 0 to 1. The emulator's seed determines which ones. */
  readonly probability?: number | undefined;
  /** Only for the n-th request, counted from 1 and, if the rule names an operation, per operation. */
  readonly onNthRequest?: number | undefined;
}

/** At most `requests` within a window of `windowInMs`, counted from the first request of the window. */
export interface RequestBudget {
  /** A whole number; 0 refuses every request. */
  readonly requests: number;
  /** A whole number, at least 1. */
  readonly windowInMs: number;
}

/** Limits, as the service documents them: for the partner as a whole, and for the partner and one customer together. */
export interface ThrottlingOptions {
  /** Counted over all requests. */
  readonly partner?: RequestBudget | undefined;
  /** Counted separately for each customer, on the operations with a customer in their path. */
  readonly customer?: RequestBudget | undefined;
  /** The form of `Retry-After` in a 429. Default: in seconds. */
  readonly retryAfter?: 'seconds' | 'date' | 'none' | undefined;
}

/** How the emulated identity platform behaves. */
export interface TokenOptions {
  /**
   * Whether only tokens of this emulator are accepted. Otherwise any bearer token counts as an App+User token with
   * multi-factor authentication, so that no setup is needed. Default: false.
   */
  readonly requireIssued?: boolean | undefined;
  /** The lifetime of access tokens. Default: an hour. */
  readonly lifetimeInMs?: number | undefined;
  /** Whether the user behind the refresh token signed in with multi-factor authentication. Default: true. */
  readonly mfa?: boolean | undefined;
  /** Whether App+User tokens without multi-factor authentication are refused. Default: true. */
  readonly enforceMfa?: boolean | undefined;
  /** The only client secret that the token endpoint accepts. Default: any. */
  readonly clientSecret?: string | undefined;
  /** The only refresh token that the token endpoint accepts, apart from those it issued. Default: any. */
  readonly refreshToken?: string | undefined;
}

/** Where to listen. */
export interface ListenOptions {
  /** Default: a free port. */
  readonly port?: number | undefined;
  /** Default: 127.0.0.1, this machine only. `0.0.0.0` listens on all of its addresses. */
  readonly host?: string | undefined;
}

/** `Symbol.asyncDispose`, where the compiler knows it. */
export type AsyncDisposing = typeof Symbol extends { readonly asyncDispose: infer Key extends symbol }
  ? { readonly [Name in Key]: () => Promise<void> }
  : unknown;

/** An emulator that serves over HTTP until it is closed or its `await using` scope ends. */
export type ListeningEmulator = AsyncDisposing & {
  /** Its address on this machine, without a trailing slash, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and closes every connection. Resolves when the port is free. May be called again. */
  readonly close: () => Promise<void>;
};

/** An option is invalid. The message names the option, its value, and a valid form. */
export class EmulatorOptionsError extends Error {
  override readonly name = 'EmulatorOptionsError';
}

/** A request that the emulator answered, for assertions and for the log. */
export interface RecordedRequest {
  /** When it arrived, by the emulator's clock. */
  readonly at: Date;
  /** Upper case. */
  readonly method: string;
  /** The address with the query, as sent. */
  readonly url: string;
  /** The operation at the address; `undefined` if there is none. */
  readonly operation: RoutedOperation | undefined;
  /** The status of the answer, including faults. */
  readonly status: number;
  /** The faults that were switched on for it. */
  readonly faults: readonly FaultName[];
  /** Headers, keyed by lower-case name. Only the scheme of `authorization` is kept. */
  readonly headers: Readonly<Record<string, string>>;
}
