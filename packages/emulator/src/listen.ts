import { hostname, networkInterfaces } from 'node:os';

import { createAdaptorServer } from '@hono/node-server';

import { EmulatorOptionsError, type ListeningEmulator, type ListenOptions } from './options.ts';

interface ServerOptions extends ListenOptions {
  readonly fetch: Parameters<typeof createAdaptorServer>[0]['fetch'];
  readonly allowedHosts: readonly string[];
}

/** Wildcard addresses, each with an address at which the machine can be reached. */
const wildcards: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

/** @throws EmulatorOptionsError for an invalid port; the system's own error when the port is in use. */
export async function listen(options: ServerOptions): Promise<ListeningEmulator> {
  const { fetch, port = 0, host = '127.0.0.1', allowedHosts } = options;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new EmulatorOptionsError(`port is ${port}; it must be a whole number from 0 to 65535.`);
  }
  const isOwnName = createHostCheck(host, allowedHosts);
  const server = createAdaptorServer({
    fetch: (request, env) => (isOwnName(request) ? fetch(request, env) : misdirected(request)),
    hostname: host,
    // Programs that run the emulator in their own process keep their global Request and Response.
    overrideGlobalObjects: false,
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });

  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closed ??= new Promise((resolve, reject) => {
      server.close((error) => (error ? reject(error) : resolve()));
      if ('closeAllConnections' in server) server.closeAllConnections();
    }));
  return {
    url: `http://${inUrl(wildcards[host] ?? host)}:${actualPort}`,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Whether a request names this server. In a DNS rebinding attack, the request has the name of the attacker's page. */
function createHostCheck(host: string, allowed: readonly string[]): (request: Request) => boolean {
  const own = ['localhost', '127.0.0.1', '::1', host];
  if (host in wildcards) {
    own.push(hostname());
    for (const addresses of Object.values(networkInterfaces())) {
      for (const { address } of addresses ?? []) own.push(address);
    }
  }
  const names = new Set([...own, ...allowed].map((name) => inUrl(name).toLowerCase()));
  return (request) => {
    const name = new URL(request.url).hostname;
    return names.has(name) || name.endsWith('.localhost');
  };
}

function inUrl(name: string): string {
  return name.includes(':') ? `[${name}]` : name;
}

function misdirected(request: Request): Response {
  const name = new URL(request.url).hostname;
  return Response.json(
    {
      message: `This emulator does not answer for ${name}. Start it with --allow-host ${name}, or allowedHosts.`,
    },
    { status: 421 },
  );
}
