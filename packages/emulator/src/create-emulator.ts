import { callFromRequest } from './call/call-from-request.ts';
import { toResponse } from './delivery/to-response.ts';
import { createHandler } from './handler/handler.ts';
import { listen, type ListeningEmulator, type ListenOptions } from './listen.ts';
import type { EmulatorOptions } from './options.ts';
import type { RecordedRequest } from './request-log/recorded-request.ts';
import { createRequestLog } from './request-log/request-log.ts';
import { readSettings } from './settings.ts';
import { createTracingHeaders } from './tracing/tracing-headers.ts';

export interface Emulator {
  /** Takes what the global `fetch` takes, for any host, and answers inside this process. */
  fetch(input: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** Serves the same answers over HTTP. */
  listen(options?: ListenOptions): Promise<ListeningEmulator>;
  /** What was asked so far, oldest first: the newest 10,000 requests, with secrets redacted. */
  readonly requests: readonly RecordedRequest[];
  /** Forgets what was asked and starts counting from the beginning. */
  reset(): void;
}

/**
 * A stand-in for the licence-usage part of Partner Center: no network, no credentials, no real customers.
 * @throws EmulatorOptionsError for an option that can't be used.
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  const settings = readSettings(options);
  const tracing = createTracingHeaders(settings.seed, settings.now);
  const log = createRequestLog();
  const handler = createHandler(settings, tracing, log);

  return {
    fetch: async (input, init) => toResponse(await handler(callFromRequest(new Request(input, init)))),
    listen: (listenOptions) => listen(handler, listenOptions),
    requests: log.requests,
    reset() {
      log.clear();
      tracing.reset();
    },
  };
}
