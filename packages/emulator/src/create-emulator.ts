import { createApp } from './app/create-app.ts';
import type {
  RecordedRequest,
  AsyncDisposing,
  EmulatorOptions,
  ListeningEmulator,
  ListenOptions,
} from './options.ts';
import { createServices } from './services/services.ts';
import { createFetch } from './fetch-in-process.ts';
import { issueUserToken } from './identity/token-endpoint.ts';
import { listen } from './listen.ts';
import { readSettings } from './settings.ts';

/** A stand-in for the licence-usage part of Partner Center. `await using` closes every server that it opened. */
export type Emulator = AsyncDisposing & {
  /** Like the global `fetch`, but answers requests to any host in this process. Needs no `this`. */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** A credential for the client: resolves to a token issued by this emulator. */
  readonly credential: () => Promise<string>;
  /** Serves the same answers over HTTP, and an interactive page at `/`. */
  readonly listen: (options?: ListenOptions) => Promise<ListeningEmulator>;
  /** The newest 10,000 requests so far, oldest first, without secrets. */
  readonly requests: readonly RecordedRequest[];
  /** Clears the requests and the throttling windows, and counts requests from the beginning. */
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
