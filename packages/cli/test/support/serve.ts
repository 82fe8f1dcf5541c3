import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { onTestFinished } from 'vitest';

/**
 * A server of this machine, until the test ends.
 * @param onConnect Told where a client of a proxy wants to be connected to, which is refused.
 */
export async function serve(
  listener: RequestListener,
  onConnect: (target: string | undefined) => void = () => {},
): Promise<string> {
  const server = createServer(listener);
  server.on('connect', ({ url }, socket) => {
    onConnect(url);
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return `http://127.0.0.1:${address.port}`;
}
