import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface LocalServer {
  readonly url: string;
  /** Every connection that was opened. */
  readonly sockets: readonly Socket[];
}

/** A real server on this machine, which ends with the test. */
export async function serve(listener: RequestListener): Promise<LocalServer> {
  const sockets: Socket[] = [];
  const server = createServer(listener);
  server.on('connection', (socket: Socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no address.');
  return { url: `http://127.0.0.1:${address.port}`, sockets };
}
