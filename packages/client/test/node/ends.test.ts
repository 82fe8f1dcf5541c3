import { createServer as createTcpServer } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient } from '../../src/index.ts';
import { abortListeners } from '../support/listeners.ts';
import { serve } from './support/serve.ts';
import { openNodeFetch, transports } from './support/transports.ts';

const reasons = [new RangeError('mine'), 'enough', null, { why: 'the page is closed' }] as const;

/** The address of a closed port. */
async function closedPort(): Promise<string> {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

describe.each(transports)('%s', (_, open) => {
  test('an abort before the request rejects with its reason, and sends nothing', async () => {
    const { url, sockets } = await serve((_request, response) => response.end());
    await expect(open()(url, { signal: AbortSignal.abort('gone') })).rejects.toBe('gone');
    expect(sockets).toEqual([]);
  });

  test.each(reasons)(
    'an abort before the answer rejects with %s, and closes the connection',
    async (reason) => {
      let arrived = () => {};
      let closed = false;
      const arrival = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      const { url } = await serve((request) => {
        request.socket.on('close', () => (closed = true));
        arrived();
      });
      const controller = new AbortController();
      const asking = open()(url, { signal: controller.signal }).catch((error: unknown) => error);
      await arrival;
      controller.abort(reason);
      expect(await asking).toBe(reason);
      expect(abortListeners(controller.signal)).toBe(0);
      await expect.poll(() => closed).toBe(true);
    },
  );

  test('an abort within the body rejects with its reason, and closes the connection', async () => {
    let closed = false;
    const { url } = await serve((request, response) => {
      request.socket.on('close', () => (closed = true));
      response.write('{"items":');
    });
    const controller = new AbortController();
    const answer = await open()(url, { signal: controller.signal });
    const reading = answer.text().catch((error: unknown) => error);
    controller.abort(reasons[0]);
    expect(await reading).toBe(reasons[0]);
    expect(abortListeners(controller.signal)).toBe(0);
    await expect.poll(() => closed).toBe(true);
  });

  test('a cancelled body closes the connection', async () => {
    let closed = false;
    const { url } = await serve((request, response) => {
      request.socket.on('close', () => (closed = true));
      response.write('{"items":');
    });
    const answer = await open()(url);
    await answer.body?.cancel();
    await expect.poll(() => closed).toBe(true);
  });

  test('a connection serves one request after another', async () => {
    const { url, sockets } = await serve((_request, response) => response.end('{}'));
    const fetch = open();
    for (let call = 0; call < 10; call += 1) await (await fetch(url)).text();
    // A second connection is opened when the first is not yet known to be free again.
    expect(sockets.length).toBeLessThanOrEqual(2);
  });

  test('an unused port is an error with its code', async () => {
    const asking = open()(await closedPort());
    await expect(asking).rejects.toMatchObject({
      name: 'TypeError',
      message: 'fetch failed',
      cause: { code: 'ECONNREFUSED' },
    });
  });

  test('a connection that closes without an answer is an error', async () => {
    const { url } = await serve((request) => request.socket.destroy());
    await expect(open()(url)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { message: 'other side closed' },
    });
  });

  test('an answer that is not HTTP is an error', async () => {
    const server = createTcpServer((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    await expect(open()(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { name: 'HTTPParserError' },
    });
  });
});

describe('createNodeFetch', () => {
  test('adds one listener to a signal for any number of requests', async () => {
    const { url } = await serve(() => {});
    const controller = new AbortController();
    const fetch = openNodeFetch();
    const asked = Array.from({ length: 16 }, () =>
      fetch(url, { signal: controller.signal }).catch((error: unknown) => error),
    );
    await expect.poll(() => abortListeners(controller.signal)).toBe(1);
    controller.abort('enough');
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['enough']));
    expect(abortListeners(controller.signal)).toBe(0);
  });

  test('leaves no listener after an answer, read or cancelled', async () => {
    const { url } = await serve((_request, response) => response.end('{}'));
    const { signal } = new AbortController();
    const fetch = openNodeFetch();
    await (await fetch(url, { signal })).text();
    await (await fetch(url, { signal })).body?.cancel();
    expect(abortListeners(signal)).toBe(0);
  });
});

test('the client reports the same for both', async () => {
  const { url } = await serve((request) => request.socket.destroy());
  const messages = await Promise.all(
    transports.map(async ([, open]) => {
      const client = createClient({
        credential: () => 'token',
        baseUrl: url,
        fetch: open(),
        retry: { maxRetries: 0 },
      });
      const error: unknown = await client.getPartnerLicensesUsage().catch((thrown: unknown) => thrown);
      return String(error).replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'id');
    }),
  );
  expect(messages[0]).toContain('TransportError: getPartnerLicensesUsage');
  expect(messages[0]).toContain('fetch failed: UND_ERR_SOCKET other side closed');
  expect(messages[1]).toBe(messages[0]);
});
