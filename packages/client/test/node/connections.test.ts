import { execFile } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { ConfigurationError, createClient } from '../../src/index.ts';
import { poolSettings } from '../../src/node/dispatcher.ts';
import { createNodeFetch } from '../../src/node/create-node-fetch.ts';
import { serve } from './support/serve.ts';
import { openNodeFetch } from './support/transports.ts';

const closed = 'fetch: expected a transport that is open, received "one that was closed". Nothing was sent.';

describe('createNodeFetch', () => {
  test.each([
    [{ maxConnections: 0 }, 'maxConnections: expected a whole number, 1 or more, received 0'],
    [{ connectTimeoutInMs: -1 }, 'connectTimeoutInMs: expected a duration'],
  ])('refuses %j', (options, message) => {
    expect(() => createNodeFetch(options)).toThrow(ConfigurationError);
    expect(() => createNodeFetch(options)).toThrow(message);
  });

  test('refuses the address of a proxy as the option', () => {
    const options = { proxy: 'http://proxy.example' };
    // @ts-expect-error only 'environment' and 'none' are known
    expect(() => createNodeFetch(options)).toThrow("proxy: expected 'environment' or 'none'");
  });

  test('opens no more than the maximum of connections', async () => {
    const { url, sockets } = await serve((_request, response) => setImmediate(() => response.end('{}')));
    const fetch = openNodeFetch({ maxConnections: 2 });
    await Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).text()));
    expect(sockets).toHaveLength(2);
  });

  test('waits for requests in flight when it closes, and then refuses new ones', async () => {
    let answer = () => {};
    const { url, sockets } = await serve((_request, response) => {
      answer = () => response.end('whole');
    });
    const fetch = createNodeFetch();
    const asking = fetch(url).then((response) => response.text());
    await expect.poll(() => sockets.length).toBe(1);
    const closing = fetch.close();
    answer();
    expect(await asking).toBe('whole');
    await closing;
    await expect(fetch(url)).rejects.toThrow(closed);
    await expect.poll(() => sockets[0]?.destroyed).toBe(true);
  });

  test('closes without having been used, and at the end of a block', async () => {
    await createNodeFetch().close();
    const fetch = createNodeFetch();
    await fetch[Symbol.asyncDispose]();
    await expect(fetch('http://127.0.0.1:1')).rejects.toThrow(closed);
  });

  test('closes only once', async () => {
    const { url } = await serve((_request, response) => response.end('{}'));
    const fetch = createNodeFetch();
    await (await fetch(url)).text();
    await Promise.all([fetch.close(), fetch.close(), fetch[Symbol.asyncDispose]()]);
    await fetch.close();
    await expect(fetch(url)).rejects.toThrow(closed);
  });

  test('that is closed ends a call without a retry, which would fail too', async () => {
    const fetch = createNodeFetch();
    await fetch.close();
    const client = createClient({ credential: () => 'token', baseUrl: 'http://127.0.0.1:1', fetch });
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: expect.stringContaining(
        'fetch: expected a transport that is open, received "one that was closed"',
      ),
    });
  });

  test.each(['proxy.example:8080', 'http://', 'socks5://proxy.example'])(
    'names the variable that holds %s, which is no proxy',
    async (value) => {
      vi.stubEnv('HTTPS_PROXY', value);
      onTestFinished(() => void vi.unstubAllEnvs());
      const asking = openNodeFetch()('http://127.0.0.1:1');
      await expect(asking).rejects.toMatchObject({
        name: 'ConfigurationError',
        argument: 'HTTPS_PROXY',
        message: expect.not.stringContaining('proxy.example:8080,'),
      });
    },
  );

  test('never gives up on an answer, unlike undici after 300 s', () => {
    expect(poolSettings({ maxConnections: 8, connectTimeoutInMs: 10_000 })).toEqual({
      connections: 8,
      connectTimeout: 10_000,
      headersTimeout: 0,
      bodyTimeout: 0,
      allowH2: false,
    });
    expect(poolSettings({ maxConnections: null, connectTimeoutInMs: Infinity })).toMatchObject({
      connections: null,
      connectTimeout: 0,
    });
  });

  test('uses the proxy of the environment, except for the hosts of NO_PROXY, or no proxy', async () => {
    const { url } = await serve((_request, response) => response.end('reached'));
    const through: string[] = [];
    const proxy = createServer((request: IncomingMessage, response) => {
      through.push(`${request.method} ${request.url}`);
      response.end('reached');
    });
    proxy.on('connect', (request: IncomingMessage, socket) => {
      through.push(`CONNECT ${request.url}`);
      const { hostname, port } = new URL(`http://${request.url}`);
      const upstream = connect(Number(port), hostname, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
      vi.unstubAllEnvs();
    });
    const address = proxy.address();
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
    const proxied = openNodeFetch();
    expect(await (await proxied(url)).text()).toBe('reached');
    expect(through).toHaveLength(1);
    expect(through[0]).toContain(new URL(url).host);
    expect(await (await openNodeFetch({ proxy: 'none' })(url)).text()).toBe('reached');
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    expect(await (await openNodeFetch()(url)).text()).toBe('reached');
    expect(through).toHaveLength(1);
  });

  test.for([
    ['at once', (socket: Socket) => socket.destroy()],
    ['when it is asked', (socket: Socket) => socket.once('data', () => socket.destroy())],
  ] as const)('connects once to a proxy that hangs up %s', async ([, answer]) => {
    const opened = await serveProxy(answer);
    const error = await openNodeFetch()('https://service.example').catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'TypeError', message: 'fetch failed', cause: expect.any(Error) });
    expect(opened()).toBe(1);
  });

  test('closes at once after an abort, although a proxy has never answered', async () => {
    const opened = await serveProxy((socket) => socket.resume());
    const controller = new AbortController();
    const proxied = createNodeFetch();
    const answer = proxied('https://service.example', { signal: controller.signal }).catch(() => 'aborted');
    await expect.poll(opened).toBe(1);
    controller.abort();
    expect(await answer).toBe('aborted');
    await proxied.close();
  });

  test('says what to install when undici is missing, and loads nothing before the first request', async () => {
    const program = `
      import { registerHooks } from 'node:module';
      const asked = [];
      registerHooks({
        resolve(specifier, context, next) {
          if (specifier !== 'undici') return next(specifier, context);
          asked.push(specifier);
          throw Object.assign(new Error('none'), { code: 'ERR_MODULE_NOT_FOUND' });
        },
      });
      const { createNodeFetch } = await import('./src/node/create-node-fetch.ts');
      const { createClient } = await import('./src/index.ts');
      const client = createClient({ credential: () => 'token', fetch: createNodeFetch() });
      console.log(asked.length);
      const error = await client.getPartnerLicensesUsage().catch((reason) => reason);
      console.log(String(error), asked.length);
    `;
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--input-type=module', '--eval', program],
      {
        cwd: fileURLToPath(new URL('../../', import.meta.url)),
      },
    );
    expect(stdout).toBe(
      '0\nConfigurationError: fetch: expected undici 7 (Node 20.19 and newer) or 8 (Node 22.19 and newer), ' +
        'installed, received undefined. Nothing was sent. Example: npm install undici 1\n',
    );
  });
});

/** A proxy in the environment of one test, which counts the connections that were opened to it. */
async function serveProxy(answer: (socket: Socket) => void): Promise<() => number> {
  const sockets: Socket[] = [];
  const proxy = createTcpServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    answer(socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    for (const socket of sockets) socket.destroy();
    proxy.close();
  });
  const address = proxy.address();
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  return () => sockets.length;
}
