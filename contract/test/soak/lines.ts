import type { ClientOptions } from '@licenses-usage/client';
import { createNodeFetch } from '@licenses-usage/client/node';
import { FastClock } from './fast-clock.ts';
import { serve } from './serve.ts';
import { VirtualClock } from '@licenses-usage/testing/virtual-clock';

type Fetch = NonNullable<ClientOptions['fetch']>;

/** A connection between the client and the service. */
export interface Line {
  readonly name: string;
  readonly calls: number;
  /** How many attempts may time out although nothing stalled, because the machine is busy. */
  readonly spareTimeouts: number;
  readonly createClock: () => VirtualClock;
  readonly open: (service: Fetch) => Promise<{
    readonly baseUrl: string | undefined;
    readonly fetch: Fetch;
    readonly close: () => Promise<void>;
  }>;
}

const seed = 20_261_120;
const calls = Number(process.env['SOAK_CALLS'] ?? 20_000);

export const inProcess: Line = {
  name: 'in this process, in virtual time',
  calls,
  spareTimeouts: 16,
  createClock: () => new VirtualClock(seed),
  open: async (service) => ({ baseUrl: undefined, fetch: service, close: async () => {} }),
};

export const overSockets: Line = {
  name: 'over ./node and real connections, in time a hundred times as fast',
  calls: calls / 4,
  spareTimeouts: calls / 100,
  createClock: () => new FastClock(seed, 100),
  async open(service) {
    const server = await serve(service);
    const nodeFetch = createNodeFetch();
    return {
      baseUrl: server.url,
      fetch: nodeFetch,
      async close() {
        await nodeFetch.close();
        await server.close();
        // The connections release their resources a moment later.
        await new Promise((resolve) => setTimeout(resolve, 100));
      },
    };
  },
};
