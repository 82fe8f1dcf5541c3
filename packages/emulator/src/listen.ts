import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

import { callFromIncoming } from './call/call-from-incoming.ts';
import { writeResponse } from './delivery/write-response.ts';
import type { Handler } from './handler/handler.ts';
import { EmulatorOptionsError } from './options-error.ts';
import { invalidInput } from './refusals/api-fault.ts';

export interface ListenOptions {
  /** A free port unless told otherwise. */
  readonly port?: number;
  /** 127.0.0.1 unless told otherwise: nobody but this machine is served. */
  readonly host?: string;
}

export interface ListeningEmulator {
  /** Without a slash at the end, such as `http://127.0.0.1:4010`. */
  readonly url: string;
  /** Stops listening and ends every connection; resolves when the port is free again. */
  close(): Promise<void>;
}

/** @throws EmulatorOptionsError for a port that can't be one; the system's own error when the port is taken. */
export async function listen(handler: Handler, options: ListenOptions = {}): Promise<ListeningEmulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new EmulatorOptionsError(`port is ${port}; it must be a whole number from 0 to 65535.`);
  }

  const respond = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const call = callFromIncoming(incoming, host);
    if (call === undefined) {
      return writeResponse(outgoing, invalidInput('The request line holds no address.').answer);
    }
    return writeResponse(outgoing, await handler(call));
  };
  const server = createServer((incoming, outgoing) => {
    // Whatever breaks here is a connection that has gone away: nobody is left to be told.
    respond(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        server.closeAllConnections();
      }),
  };
}
