import { createApp } from './app/create-app.ts';
import type { RecordedRequest } from './app/request-log.ts';
import { createServices } from './app/services.ts';
import { createFetch } from './fetch-in-process.ts';
import { issueUserToken } from './identity/token-endpoint.ts';
import { listen } from './listen.ts';
import type { AsyncDisposing, EmulatorOptions, ListeningEmulator, ListenOptions } from './options.ts';
import { readSettings } from './settings.ts';

/** A stand-in for the licence-usage part of Partner Center. The end of an `await using` closes every server that it opened. */
export type Emulator = AsyncDisposing & {
  /** Takes what the global `fetch` takes, for any host, and answers inside this process. Needs no `this`. */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** A credential for the client: resolves to a token that this emulator has issued. */
  readonly credential: () => Promise<string>;
  /** Serves the same answers over HTTP, and a page for people at `/`. */
  readonly listen: (options?: ListenOptions) => Promise<ListeningEmulator>;
  /** What was asked so far, oldest first: the newest 10,000 requests, without secrets. */
  readonly requests: readonly RecordedRequest[];
  /** Forgets what was asked, empties the throttling windows and counts requests from the beginning. */
  readonly reset: () => void;
};

/**
 * Creates an emulator: no network, no credentials, no real customers.
 * @throws EmulatorOptionsError for an option that can't be used.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = readSettings(options);
  const services = createServices(settings);
  const app = createApp(services);
  const listening: ListeningEmulator[] = [];
  return {
    fetch: createFetch(app),
    credential: async () => issueUserToken({ options: settings.tokens, clock: settings.clock }),
    async listen(listenOptions) {
      const server = await listen({
        ...listenOptions,
        fetch: app.fetch,
        allowedHosts: settings.allowedHosts,
      });
      listening.push(server);
      return server;
    },
    requests: services.log.requests,
    reset: () => services.reset(),
    async [Symbol.asyncDispose]() {
      await Promise.all(listening.map((server) => server.close()));
    },
  };
}
