import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { ClientOptions } from '@licenses-usage/client';

type Fetch = NonNullable<ClientOptions['fetch']>;

/** Serves `service` over connections. When it throws, the connection breaks. */
export async function serve(service: Fetch): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(service, incoming, outgoing).catch(() => outgoing.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('The server has no address.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function answer(service: Fetch, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const abort = new AbortController();
  outgoing.on('close', () => abort.abort());
  const { method = 'GET', url = '/', headersDistinct } = incoming;
  const headers = Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  // The service uses the address that the client does not know.
  const address = new URL(url, 'https://api.partnercenter.microsoft.com');
  const response = await service(address, { method, headers, signal: abort.signal });
  const told = [...response.headers].filter(([name]) => !/^content-(length|encoding)$/.test(name));
  outgoing.writeHead(response.status, Object.fromEntries(told));
  outgoing.flushHeaders();
  for await (const piece of response.body ?? []) outgoing.write(piece);
  outgoing.end();
}
