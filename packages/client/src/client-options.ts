import type { Credential } from './credential.ts';
import { requireClock, type Clock } from './time/clock.ts';
import { resolveRetryOptions, type RetryOptions } from './retry-options.ts';
import { refuse } from './errors/configuration-error.ts';
import {
  createDeprecationSink,
  createEventSink,
  type ClientEvent,
  type DeprecationNotice,
  type Logger,
} from './events.ts';
import {
  requireBaseUrl,
  hasMethods,
  requireDurationInMs,
  requireInteger,
  requirePrefetchPages,
  requireFunction,
  requireMethods,
  requireOneOf,
} from './input/values.ts';
import { requireExtraHeaders, requireHeaderValue } from './input/headers.ts';
import { resolveThrottleOptions, type ThrottleOptions } from './throttle/throttle-options.ts';

/** What sends a request: the global `fetch`, or anything that behaves like it. */
export type Fetch = typeof globalThis.fetch;

/** The prefix before `/v1` of the superseding operation. Its page shows it without and with `/partner`. */
export type CommercialPathPrefix = '' | '/partner';

/** How a client is set up. Only `credential` is required. */
export interface ClientOptions {
  /**
   * Supplies App+User tokens. The service refuses app-only tokens for licence usage.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/partner-center-authentication
   */
  readonly credential: Credential;
  /**
   * The address of the service. Default: `https://api.partnercenter.microsoft.com`. Plain http is accepted only for
   * this machine.
   */
  readonly baseUrl?: string | URL | undefined;
  /**
   * Default: `auto`, which asks without the prefix, tries again with it after a 404 that carries no fault, and
   * remembers what worked.
   */
  readonly commercialPathPrefix?: 'auto' | CommercialPathPrefix | undefined;
  /** Sent as `X-Locale`. Default: `en-US`. */
  readonly locale?: string | undefined;
  /** Sent as `MS-PartnerCenter-Application`, so that support can tell your programs apart. */
  readonly applicationName?: string | undefined;
  /**
   * Extra headers for every request, such as a gateway's key. The client's own headers and `Authorization` are
   * refused.
   */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sends the requests. Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /**
   * How long one attempt may take, up to the last byte of its answer. Default: 60,000. `Infinity` for no limit: the
   * global `fetch` of Node.js then still gives up after 300 s without a byte, `createNodeFetch` does not.
   */
  readonly attemptTimeoutInMs?: number | undefined;
  /** How long a call may take in all. Default: 300,000. `Infinity` for no limit. */
  readonly totalTimeoutInMs?: number | undefined;
  /** The largest body that is read. Default: 64 MiB. */
  readonly maxBodySizeInBytes?: number | undefined;
  /**
   * How many pages of a list are requested ahead of the one in use, 0 to 32. Default: 1. Each costs the memory of a page.
   */
  readonly prefetchPages?: number | undefined;
  /**
   * Whether rows are delivered while the rest of their page is still arriving. Default: true. With `false`, rows are
   * delivered once their page is complete. Makes no difference to pages below 64 KiB.
   */
  readonly rowBatches?: boolean | undefined;
  /** How often and when a call is retried. Never earlier than the service asks. */
  readonly retry?: RetryOptions | undefined;
  /** How requests are throttled. */
  readonly throttle?: ThrottleOptions | undefined;
  /** Called for each step of each call. What the function throws, or rejects with, is ignored. */
  readonly onEvent?: ((event: ClientEvent) => void) | undefined;
  /** Called once for each superseded operation that the program uses. What it throws, or rejects with, is ignored. */
  readonly onDeprecation?: ((notice: DeprecationNotice) => void) | undefined;
  /**
   * Receives a line of text for each event and deprecation: requests as `debug`, successful calls and waits as
   * `info`, retries and drift as `warn`, failed calls as `error`. No line holds a secret or a customer's name.
   * `console` fits.
   */
  readonly logger?: Logger | undefined;
  /** Time and chance, for tests. Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** Every option, checked, with the defaults filled in. */
export type ResolvedOptions = Readonly<ReturnType<typeof resolveOptions>>;

const globalBaseUrl = 'https://api.partnercenter.microsoft.com';
const chinaBaseUrl = 'https://partner.partnercenterapi.microsoftonline.cn';

/**
 * Checks the options and fills in the defaults.
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function resolveOptions(options: ClientOptions) {
  requireGlobals();
  requireObject(options);
  const baseUrl = requireBaseUrl('baseUrl', options.baseUrl ?? globalBaseUrl);
  const { headers = {} } = options;
  const logger =
    options.logger === undefined
      ? undefined
      : requireMethods('logger', options.logger, ['debug', 'info', 'warn', 'error'], 'console');
  return {
    credential: requireCredential(options.credential),
    baseUrl,
    scope: `${new URL(baseUrl).origin === chinaBaseUrl ? chinaBaseUrl : globalBaseUrl}/.default`,
    commercialPathPrefix: requireOneOf('commercialPathPrefix', options.commercialPathPrefix ?? 'auto', [
      'auto',
      '',
      '/partner',
    ]),
    locale: requireHeaderValue('locale', options.locale ?? 'en-US', 'en-US'),
    applicationName:
      options.applicationName === undefined
        ? undefined
        : requireHeaderValue('applicationName', options.applicationName, 'Contoso dashboard'),
    headers: requireExtraHeaders('headers', headers),
    fetch: requireFunction(
      'fetch',
      options.fetch ?? ((input, init) => globalThis.fetch(input, init)),
      'createEmulator().fetch',
    ),
    attemptTimeoutInMs: requireDurationInMs(
      'attemptTimeoutInMs',
      options.attemptTimeoutInMs ?? 60_000,
      60_000,
    ),
    totalTimeoutInMs: requireDurationInMs('totalTimeoutInMs', options.totalTimeoutInMs ?? 300_000, 300_000),
    maxBodySizeInBytes: requireInteger('maxBodySizeInBytes', options.maxBodySizeInBytes ?? 64 * 2 ** 20, {
      min: 1,
      example: 64 * 2 ** 20,
    }),
    prefetchPages: requirePrefetchPages('prefetchPages', options.prefetchPages ?? 1),
    rowBatches: requireOneOf('rowBatches', options.rowBatches ?? true, [true, false]),
    retry: resolveRetryOptions(options.retry ?? {}),
    throttle: resolveThrottleOptions(options.throttle ?? {}),
    onEvent: createEventSink(requireListener('onEvent', options.onEvent), logger),
    onDeprecation: createDeprecationSink(requireListener('onDeprecation', options.onDeprecation), logger),
    clock: requireClock(options.clock),
  };
}

const example = 'createClient({ credential: () => readToken() })';

/** jsdom lacks the first, and a page over plain http the second. */
function requireGlobals(): void {
  const platform = 'Node.js, or a page over https';
  requireFunction('TextDecoder', globalThis.TextDecoder, platform);
  requireMethods('crypto', globalThis.crypto, ['randomUUID'], platform);
}

/** The error does not show the value: it may be a token that was passed in place of the options. */
function requireObject(options: unknown): void {
  if (typeof options === 'object' && options !== null) return;
  return refuse('options', 'an object', options === null ? null : typeof options, example);
}

function requireCredential(credential: unknown): Credential {
  if (isCredential(credential)) return credential;
  return refuse(
    'credential',
    'a function that returns a token, or an object with getToken',
    // The value may be the token itself.
    typeof credential === 'object' && credential !== null ? {} : typeof credential,
    example,
  );
}

function isCredential(value: unknown): value is Credential {
  return typeof value === 'function' || hasMethods(value, ['getToken']);
}

function requireListener<Listener>(argument: string, listener: Listener): Listener {
  return listener === undefined
    ? listener
    : requireFunction(argument, listener, '(event) => console.log(event)');
}
