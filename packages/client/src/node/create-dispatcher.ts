import { ConfigurationError } from '../errors/configuration-error.ts';
import type { Dispatching } from './exchange.ts';

export interface DispatcherOptions {
  readonly maxConnections: number | null;
  readonly connectTimeoutInMs: number;
  readonly proxy: 'environment' | 'none';
}

const proxyVariables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'];

/**
 * Loads undici and opens a pool of connections.
 * @throws {ConfigurationError} when undici is not installed, or is none that this Node can run.
 */
export async function createDispatcher(options: DispatcherOptions): Promise<Dispatching> {
  const { Agent, EnvHttpProxyAgent } = await loadUndici();
  const settings = {
    connections: options.maxConnections,
    // Zero is its word for no limit.
    connectTimeout: Number.isFinite(options.connectTimeoutInMs) ? options.connectTimeoutInMs : 0,
    // An abort ends its own connection, which over HTTP/2 would be that of others too.
    allowH2: false,
  };
  const isProxied = options.proxy === 'environment' && proxyVariables.some((name) => process.env[name]);
  // The agent for proxies reads the environment with each request.
  return isProxied ? new EnvHttpProxyAgent(settings) : new Agent(settings);
}

/** It takes a tenth of a second of CPU: not before there is something to send. */
async function loadUndici() {
  try {
    return await import('undici');
  } catch (error) {
    throw new ConfigurationError({
      argument: 'fetch',
      expected: 'undici 7 (Node 20.19 and newer) or 8 (Node 22.19 and newer) beside createNodeFetch',
      received: isMissing(error) ? undefined : 'one that does not load',
      example: 'npm install undici',
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}
