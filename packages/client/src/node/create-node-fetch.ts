import type { Dispatcher } from 'undici';
import { throwIfAborted } from '../call/abort.ts';
import type { AsyncDisposing } from '../async-disposing.ts';
import { refuse } from '../errors/configuration-error.ts';
import { requireDurationInMs, requireInteger, requireOneOf } from '../input/values.ts';
import { Exchange, type Dispatching } from './exchange.ts';
import { toOutgoing } from './outgoing-request.ts';

/** How a `fetch` for Node.js connects. */
export interface NodeFetchOptions {
  /** How many connections to one origin may be open at the same time. Default: as many as there are requests. */
  readonly maxConnections?: number | undefined;
  /**
   * How long opening a connection may take. Default: 10,000. `Infinity` for no limit. All other time limits are the
   * client's: unlike the global `fetch`, this one never gives up on an answer.
   */
  readonly connectTimeoutInMs?: number | undefined;
  /**
   * `environment` (default) uses the proxies in `HTTPS_PROXY` and `HTTP_PROXY`, except for the hosts in `NO_PROXY`.
   * `none` connects directly.
   */
  readonly proxy?: 'environment' | 'none' | undefined;
}

/** A `fetch` with connections of its own. `await using` closes them. */
export type NodeFetch = typeof globalThis.fetch &
  AsyncDisposing & {
    /**
     * Waits for the requests in flight, then closes the connections. Later requests reject with a
     * `ConfigurationError`. Closing again does nothing.
     */
    close(): Promise<void>;
  };

/**
 * Creates a `fetch` for `createClient({ fetch })` that takes less CPU time on Node.js than the global one.
 *
 * It needs the package `undici`, version 7 or 8, and loads it with the first request. Redirects are not followed: the
 * client does that, within the origin. Bodies with up to five content codings are decompressed. A truncated body is
 * an error.
 *
 * @throws {ConfigurationError} naming the first option at fault. The first request rejects with one when undici is
 * not installed, or an environment variable holds no proxy URL.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  const resolved = resolveOptions(options);
  return createFetchOver(() => createDispatcher(resolved));
}

/** Creates a `fetch` whose connections are opened with the first request. */
export function createFetchOver(open: () => Promise<Dispatching>): NodeFetch {
  let opening: Promise<Dispatching> | undefined;
  let opened: Dispatching | undefined;
  let closing: Promise<void> | undefined;
  let inFlight = 0;
  let onIdle = () => {};

  function finish(): void {
    inFlight -= 1;
    if (inFlight === 0) onIdle();
  }

  async function start(): Promise<Dispatching> {
    opening ??= open();
    opened = await opening;
    return opened;
  }

  const nodeFetch: typeof globalThis.fetch = async (input, init) => {
    const prepared = toOutgoing(input, init);
    const outgoing = prepared instanceof Promise ? await prepared : prepared;
    throwIfAborted(outgoing.signal);
    if (closing !== undefined) refuseClosed();
    inFlight += 1;
    const dispatching = opened ?? (await start().catch(rejectAfter(finish)));
    return new Promise((resolve, reject) => {
      const exchange = new Exchange(outgoing, resolve, reject, finish);
      dispatching.dispatch(exchange.options, exchange);
    });
  };

  async function closeOpened(): Promise<void> {
    const idle = new Promise<void>((resolve) => (onIdle = resolve));
    if (inFlight > 0) await idle;
    const dispatching = await opening?.catch(() => undefined);
    // Its own `close` would also wait for connections that are being opened, even through a proxy that never answers.
    await dispatching?.destroy();
  }
  const close = () => (closing ??= closeOpened());
  return Object.assign(nodeFetch, { close, [Symbol.asyncDispose]: close });
}

/** A handler of rejections that calls `act` and rejects again. */
function rejectAfter(act: () => void): (reason: unknown) => never {
  return (reason) => {
    act();
    throw reason;
  };
}

/** Throws an error of this package, which the client does not retry: a retry would fail in the same way. */
function refuseClosed(): never {
  return refuse('fetch', 'a transport that is open', 'one that was closed', 'createNodeFetch()');
}

interface ResolvedOptions {
  readonly maxConnections: number | null;
  readonly connectTimeoutInMs: number;
  readonly proxy: 'environment' | 'none';
}

/** @throws {ConfigurationError} */
function resolveOptions(options: NodeFetchOptions): ResolvedOptions {
  const { maxConnections, connectTimeoutInMs = 10_000, proxy = 'environment' } = options;
  return {
    maxConnections:
      maxConnections === undefined
        ? null
        : requireInteger('maxConnections', maxConnections, { min: 1, example: 32 }),
    connectTimeoutInMs: requireDurationInMs('connectTimeoutInMs', connectTimeoutInMs, 10_000),
    proxy: requireOneOf('proxy', proxy, ['environment', 'none'], 'none'),
  };
}

/**
 * Loads undici and opens a pool of connections.
 * @throws {ConfigurationError} when undici is not installed or does not run on this Node.js, or a proxy URL is
 * malformed.
 */
async function createDispatcher(options: ResolvedOptions): Promise<Dispatching> {
  const { Agent, EnvHttpProxyAgent, Pool } = await loadUndici();
  const settings = poolSettings(options);
  const isProxied = options.proxy === 'environment' && hasProxyInEnvironment();
  if (!isProxied) return new Agent(settings);
  const clientFactory = (proxy: URL, poolOptions: object) => {
    const pool = new Pool(proxy, poolOptions);
    const openTunnel = pool.connect.bind(pool);
    pool.connect = (tunnel: Dispatcher.ConnectOptions) => openTunnel(tunnel).catch(describeLostTunnel);
    return pool;
  };
  // The agent for proxies reads NO_PROXY with each request.
  return new EnvHttpProxyAgent({ ...settings, clientFactory });
}

/** After `UND_ERR_SOCKET`, undici 7 opens one connection after another to a proxy that closes each of them. */
function describeLostTunnel(error: unknown): never {
  const isLost = error instanceof Error && 'code' in error && error.code === 'UND_ERR_SOCKET';
  throw isLost ? new Error('the proxy closed the connection', { cause: error }) : error;
}

/** Options for undici, where 0 means no limit. */
export function poolSettings(options: Pick<ResolvedOptions, 'connectTimeoutInMs' | 'maxConnections'>) {
  const { maxConnections, connectTimeoutInMs } = options;
  return {
    connections: maxConnections,
    connectTimeout: Number.isFinite(connectTimeoutInMs) ? connectTimeoutInMs : 0,
    // By default undici gives up after 300 s. The client has limits of its own, and its `Infinity` means none.
    headersTimeout: 0,
    bodyTimeout: 0,
    // An abort closes the connection, which other requests would share over HTTP/2.
    allowH2: false,
  };
}

/** @throws {ConfigurationError} naming the variable that holds no proxy URL. */
function hasProxyInEnvironment(): boolean {
  const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'].filter(
    (name) => process.env[name],
  );
  for (const name of variables) {
    if (isHttpUrl(process.env[name] ?? '')) continue;
    return refuse(
      name,
      'the http or https URL of a proxy in this variable of the environment',
      // It may hold a password.
      'other text (not shown)',
      'http://proxy.example:8080',
    );
  }
  return variables.length > 0;
}

/** Loaded with the first request, because loading takes a tenth of a second of CPU. */
async function loadUndici() {
  try {
    return await import('undici');
  } catch (error) {
    return refuse(
      'fetch',
      'undici 7 (Node 20.19 and newer) or 8 (Node 22.19 and newer), installed',
      isMissing(error) ? undefined : 'a package that does not load',
      'npm install undici',
    );
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
