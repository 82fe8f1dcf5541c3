import type { Dispatcher } from 'undici';
import { refuse } from '../errors/configuration-error.ts';
import type { Dispatching } from './exchange.ts';

export interface DispatcherOptions {
  /** `null` for no limit. */
  readonly maxConnections: number | null;
  readonly connectTimeoutInMs: number;
  readonly proxy: 'environment' | 'none';
}

/**
 * Loads undici and opens a pool of connections.
 * @throws {ConfigurationError} when undici is not installed or does not run on this Node.js, or a proxy URL is
 * malformed.
 */
export async function createDispatcher(options: DispatcherOptions): Promise<Dispatching> {
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
export function poolSettings({ maxConnections, connectTimeoutInMs }: Omit<DispatcherOptions, 'proxy'>) {
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
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
    return refuse(
      'fetch',
      'undici 7 (Node 20.19 and newer) or 8 (Node 22.19 and newer), installed',
      isMissing ? undefined : 'a package that does not load',
      'npm install undici',
    );
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
