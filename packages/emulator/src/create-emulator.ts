import { createApp } from './app/create-app.ts';
import type { RecordedRequest } from './app/request-log.ts';
import { createServices } from './app/services.ts';
import { createFetch } from './fetch-in-process.ts';
import { listen } from './listen.ts';
import type { EmulatorOptions, ListeningEmulator, ListenOptions } from './options.ts';
import { readSettings } from './settings.ts';

export interface Emulator {
  /** Takes what the global `fetch` takes, for any host, and answers inside this process. Needs no `this`. */
  readonly fetch: (input: Request | string | URL, init?: RequestInit) => Promise<Response>;
  /** Serves the same answers over HTTP, and a page for people at `/`. */
  readonly listen: (options?: ListenOptions) => Promise<ListeningEmulator>;
  /** What was asked so far, oldest first: the newest 10,000 requests, without secrets. */
  readonly requests: readonly RecordedRequest[];
  /** Forgets what was asked, empties the throttling windows and counts requests from the beginning. */
  readonly reset: () => void;
}

/**
 * A stand-in for the licence-usage part of Partner Center: no network, no credentials, no real customers.
 * @throws EmulatorOptionsError for an option that can't be used.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const services = createServices(readSettings(options));
  const app = createApp(services);
  return {
    fetch: createFetch(app),
    listen: (listenOptions) => listen(app, listenOptions),
    requests: services.log.requests,
    reset: () => services.reset(),
  };
}
