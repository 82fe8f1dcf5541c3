import { once } from 'node:events';
import { createServer } from 'node:http';

import { createEmulator, type Emulator, type EmulatorOptions } from '@licenses-usage/emulator';

import { operations } from '../documents/operations.ts';

/** The options of the stand-in for the service. */
export interface StandInOptions extends EmulatorOptions {
  /** A status that the emulator does not support: its example in the description answers every request. */
  readonly exampleOf?: number;
}

type StandIn = Pick<Emulator, 'fetch' | 'listen'>;

/**
 * The emulator without the byte order mark, which Pact's verifier can't read, or a service that answers with
 * examples.
 */
export function createStandIn({ exampleOf, ...options }: StandInOptions): StandIn {
  return exampleOf === undefined
    ? createEmulator({ ...options, bom: false })
    : createExampleService(exampleOf, options);
}

function createExampleService(status: number, { onRequest }: EmulatorOptions): StandIn {
  return {
    async fetch(input) {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      return new Response(exampleFor(pathname, status), { status, headers });
    },
    async listen({ port = 0 } = {}) {
      const server = createServer(({ method = '', url = '/' }, response) => {
        onRequest?.({ method, url, operation: undefined, status, at: new Date(), faults: [], headers: {} });
        response.writeHead(status, headers).end(exampleFor(url.replace(/\?.*/, ''), status));
      });
      server.listen(port, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      const close = async () => {
        server.close();
        server.closeAllConnections();
        await once(server, 'close');
      };
      return {
        url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
        close,
        [Symbol.asyncDispose]: close,
      };
    },
  };
}

const headers = { 'Content-Type': 'application/json; charset=utf-8' };

function exampleFor(pathname: string, status: number): string {
  const operation = operations.find(({ path }) =>
    new RegExp(`^${path.replaceAll(/\{[^}]+\}/g, '[^/]+')}$`).test(pathname),
  );
  const answer = operation?.answers.find((each) => each.status === status);
  if (answer === undefined) throw new Error(`The description has no answer with ${status} for ${pathname}.`);
  return JSON.stringify(answer.example);
}
