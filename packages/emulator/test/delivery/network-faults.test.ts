import { connect } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createEmulator, type Emulator, type FaultName, type ListeningEmulator } from '../../src/index.ts';
import { customerUsage, token, usage } from '../support/ask.ts';

const address = usage({ top: 5 });
const emulator: Emulator = createEmulator();
let listening: ListeningEmulator;

beforeAll(async () => {
  listening = await emulator.listen();
});

afterAll(() => listening.close());

type Way = (fault: FaultName, init?: RequestInit) => Promise<Response>;

const ways: readonly (readonly [string, Way])[] = [
  [
    'in process',
    (fault, init) =>
      emulator.fetch(`http://127.0.0.1${address}`, {
        ...init,
        headers: { ...token, 'X-Emulator-Fault': fault },
      }),
  ],
  [
    'over HTTP',
    (fault, init) =>
      fetch(listening.url + address, { ...init, headers: { ...token, 'X-Emulator-Fault': fault } }),
  ],
];

/** Whether a promise is still pending after the emulator has answered another request. */
async function isPending(promise: Promise<unknown> | undefined): Promise<boolean> {
  let isSettled = false;
  const settle = (): void => void (isSettled = true);
  promise?.then(settle, settle);
  await (await fetch(`${listening.url}/v1/customers?size=1`, { headers: token })).text();
  return !isSettled;
}

async function causeOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => (error instanceof TypeError ? error.cause : error),
  );
}

describe.each(ways)('%s', (_, ask) => {
  test('connection-reset rejects before anything arrives', async () => {
    const asked = ask('connection-reset');
    await expect(asked).rejects.toThrow(new TypeError('fetch failed'));
    expect(await causeOf(asked)).toMatchObject({ code: 'ECONNRESET' });
  });

  test('truncated-body rejects while the body is read', async () => {
    const response = await ask('truncated-body');
    expect(response.status).toBe(200);
    const read = response.text();
    await expect(read).rejects.toThrow(new TypeError('terminated'));
    expect(await causeOf(read)).toMatchObject({ message: 'other side closed', code: 'UND_ERR_SOCKET' });
  });

  test('stalled-headers waits until the caller aborts, and rejects with the caller’s reason', async () => {
    const controller = new AbortController();
    const reason = new Error('waited long enough');
    const asked = ask('stalled-headers', { signal: controller.signal });
    expect(await isPending(asked)).toBe(true);
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });

  test('stalled-body sends half of the body and then nothing, until the caller aborts', async () => {
    const controller = new AbortController();
    const reason = new Error('waited long enough');
    const response = await ask('stalled-body', { signal: controller.signal });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(first?.value?.length).toBe(Math.ceil(Number(response.headers.get('content-length')) / 2));
    const second = reader?.read();
    expect(await isPending(second)).toBe(true);
    controller.abort(reason);
    await expect(second).rejects.toBe(reason);
  });

  test('slow-drip sends the whole body in many pieces', async () => {
    const response = await ask('slow-drip');
    const decoder = new TextDecoder();
    let [pieces, text] = [0, ''];
    const reader = response.body?.getReader();
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) {
      pieces += 1;
      text += decoder.decode(piece.value, { stream: true });
    }
    expect(pieces).toBe(20);
    expect(text).toBe(await (await ask('no-bom')).text());
  });

  test('slow-drip ends when the caller aborts, with the caller’s reason', async () => {
    const controller = new AbortController();
    const reason = new Error('waited long enough');
    const response = await ask('slow-drip', { signal: controller.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    controller.abort(reason);
    const readAll = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    };
    await expect(readAll()).rejects.toBe(reason);
  });

  test.each(['gzip', 'deflate', 'brotli'] as const)('%s is decompressed on arrival', async (fault) => {
    const response = await ask(fault);
    const plain = await ask('bom');
    expect(Number(response.headers.get('content-length'))).toBeLessThan(
      Number(plain.headers.get('content-length')),
    );
    expect(await response.text()).toBe(await plain.text());
  });

  test('redirect-elsewhere leads to another origin', async () => {
    const response = await ask('redirect-elsewhere', { redirect: 'manual' });
    expect(response.status).toBe(307);
    const target = new URL(response.headers.get('location') ?? '');
    expect(target.hostname).toBe('localhost');
    expect(target.pathname + target.search).toBe(address);
  });

  test('redirect-loop ends at the limit of fetch', async () => {
    const asked = ask('redirect-loop');
    await expect(asked).rejects.toThrow(new TypeError('fetch failed'));
    expect(await causeOf(asked)).toMatchObject({ message: 'redirect count exceeded' });
  });

  test('a redirect is an error with redirect: error', async () => {
    const asked = ask('redirect-loop', { redirect: 'error' });
    await expect(asked).rejects.toThrow(new TypeError('fetch failed'));
    expect(await causeOf(asked)).toMatchObject({ message: 'unexpected redirect' });
  });
});

test('a token is not sent to another origin, as the emulator shows', async () => {
  const redirecting = createEmulator({ faults: [{ fault: 'redirect-elsewhere', onNthRequest: 1 }] });
  const response = await redirecting.fetch(`https://api.example${address}`, { headers: token });
  expect(response.status).toBe(401);
  expect(response.redirected).toBe(true);
  expect(response.url).toBe(`https://another-origin.example${address}`);
  expect(redirecting.requests.map(({ headers }) => headers['authorization'])).toEqual([
    'Bearer [redacted]',
    undefined,
  ]);
});

test('a connection that breaks leaves the emulator ready for the next', async () => {
  const port = Number(new URL(listening.url).port);
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`GET ${customerUsage('x')} HTTP/1.1\r\nHost: a\r\n\r\n`);
      socket.resetAndDestroy();
      resolve();
    });
  });
  expect((await fetch(listening.url + address, { headers: token })).status).toBe(200);
});
