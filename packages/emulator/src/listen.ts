import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';

import type { Env } from './app/create-app.ts';
import { EmulatorOptionsError, type ListeningEmulator, type ListenOptions } from './options.ts';

/** @throws EmulatorOptionsError for a port that can't be one; the system's own error when the port is taken. */
export async function listen(app: Hono<Env>, options: ListenOptions = {}): Promise<ListeningEmulator> {
  const { port = 0, host = '127.0.0.1' } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new EmulatorOptionsError(`port is ${port}; it must be a whole number from 0 to 65535.`);
  }
  // Whoever runs the emulator in their own process keeps their own Request and Response.
  const server = createAdaptorServer({ fetch: app.fetch, hostname: host, overrideGlobalObjects: false });
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
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}
