import { ConfigurationError } from '../errors/configuration-error.ts';
import { requireDurationInMs } from '../input/duration.ts';
import { requireInteger } from '../input/integer.ts';
import { createDispatcher, type DispatcherOptions } from './create-dispatcher.ts';
import { createFetchOver } from './create-fetch-over.ts';
import type { NodeFetch } from './node-fetch.ts';

export interface NodeFetchOptions {
  /** How many connections to one origin are open at the same time. Default: as many as there are requests. */
  readonly maxConnections?: number | undefined;
  /** How long opening a connection may take. Default: 10,000. All other limits of time are the client's own. */
  readonly connectTimeoutInMs?: number | undefined;
  /**
   * `environment` (default) goes through the proxies that `HTTPS_PROXY` and `HTTP_PROXY` name, but for the hosts of
   * `NO_PROXY`. `none` goes straight to the service.
   */
  readonly proxy?: 'environment' | 'none' | undefined;
}

/**
 * Creates a transport for `createClient({ fetch })` that costs Node less than the global `fetch` does.
 *
 * It needs the package `undici`, version 7 or 8, and loads it with the first request. Redirects are not followed: the
 * client does that, within the origin. Bodies are decompressed; one that ends early is an error.
 *
 * @throws {ConfigurationError} naming the first option at fault. The first request rejects with one when undici is
 * not installed.
 */
export function createNodeFetch(options: NodeFetchOptions = {}): NodeFetch {
  const resolved = resolveOptions(options);
  return createFetchOver(() => createDispatcher(resolved));
}

/** @throws {ConfigurationError} */
function resolveOptions(options: NodeFetchOptions): DispatcherOptions {
  const { maxConnections, connectTimeoutInMs = 10_000, proxy = 'environment' } = options;
  return {
    maxConnections:
      maxConnections === undefined
        ? null
        : requireInteger('maxConnections', maxConnections, { min: 1, example: 32 }),
    connectTimeoutInMs: requireDurationInMs('connectTimeoutInMs', connectTimeoutInMs, 10_000),
    proxy: requireProxy(proxy),
  };
}

function requireProxy(proxy: string): DispatcherOptions['proxy'] {
  if (proxy === 'environment' || proxy === 'none') return proxy;
  throw new ConfigurationError({
    argument: 'proxy',
    expected: `'environment' or 'none'`,
    received: proxy,
    example: `'none'`,
  });
}
