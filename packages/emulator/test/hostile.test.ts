import { connect } from 'node:net';

import fc from 'fast-check';
import { expect, test } from 'vitest';

import { createEmulator } from '../src/index.ts';
import { ask, usage } from './support/ask.ts';
import { addressOf, startProcess } from './support/start-program.ts';

const giveUpAfterInMs = 120_000;
const inFlight = 32;

const path = '/v1/analytics/commercial/usage/license/';
const authorised = 'Host: a\r\nAuthorization: Bearer x\r\n';

function get(target: string, headers = authorised): string {
  return `GET ${target} HTTP/1.1\r\n${headers}\r\n`;
}

/** Characters that a request line may contain and that may do harm. */
const junk = fc.string({
  unit: fc.constantFrom(...'%%%00zz\'"()<>{}[]|^`~;:@!$&=+,?/.-_*aA1'.split('')),
  minLength: 1,
  maxLength: 60,
});
const bytes = fc
  .uint8Array({ minLength: 1, maxLength: 80 })
  .map((array) => Buffer.from(array).toString('latin1'));

/** Requests that must not succeed. */
const hostile = fc.oneof(
  junk.map((text) => get(`/x${text}`)),
  junk.map((text) => get(`/v1/customers/${text}%zz/analytics/licenses/usage`)),
  junk.map((text) => get(`${path}?filter=${text}%`)),
  junk.map((text) => get(`${path}?filter=x%20eq%20${encodeURIComponent(text)}`)),
  junk.map((text) => get(`${path}?groupby=${encodeURIComponent(text)}x`)),
  junk.map((text) => get(`${path}?top=${encodeURIComponent(text)}x`)),
  junk.map((text) => get(`${path}?processedDateTime=x${encodeURIComponent(text)}`)),
  junk.map((text) => get('/v1/customers', `${authorised}X-Emulator-Fault: ${text}x\r\n`)),
  junk.map((text) =>
    get('/v1/customers?seekOperation=Next', `${authorised}MS-ContinuationToken: ${text}\r\n`),
  ),
  junk.map(
    (text) =>
      `POST /${encodeURIComponent(text)}/oauth2/token HTTP/1.1\r\n${authorised}Content-Length: 4\r\n\r\na=%z`,
  ),
  junk.map((text) => `GET / HTTP/1.1\r\nHost: ${text} ${text}\r\n\r\n`),
  fc
    .constantFrom('%00', '%c3%28', '%ff', '%', '%u0041', '..%2f..%2f%00')
    .map((text) => get(`${path}?filter=${text}`)),
  fc.integer({ min: 60, max: 3000 }).map((depth) => get(`${path}?filter=${'('.repeat(depth)}`)),
  fc.integer({ min: 100, max: 800 }).map((times) => get(`${path}?filter=${'a%20and%20'.repeat(times)}`)),
  fc
    .integer({ min: 17_000, max: 40_000 })
    .map((length) => get('/', `${authorised}X-Long: ${'x'.repeat(length)}\r\n`)),
  fc
    .integer({ min: 10, max: 3000 })
    .map((count) => get('/v1/customers?size=x', authorised + 'X-A: b\r\n'.repeat(count))),
  fc.constant(get(`${path}?filter=${'x'.repeat(100_000)}`)),
  fc
    .constantFrom('DELETE', 'PUT', 'PATCH', 'OPTIONS', 'PROPFIND')
    .map((method) => `${method} ${path} HTTP/1.1\r\n${authorised}\r\n`),
  fc.constant(`POST /t/oauth2/token HTTP/1.1\r\n${authorised}Transfer-Encoding: chunked\r\n\r\nzz\r\n`),
  fc.constant(`POST /t/oauth2/token HTTP/1.1\r\n${authorised}Content-Length: 999999\r\n\r\n`),
  fc.constant(`GET http://[::1 HTTP/1.1\r\n${authorised}\r\n`),
  bytes.map((text) => `${text}\r\n\r\n`),
  bytes.map((text) => get('/v1/customers?size=x', `Host: a\r\nX: ${text}\r\n`)),
);

/** Sends bytes on a new connection. Resolves to the status, or to 0 when the connection was closed without an answer. */
function statusOf(port: number, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(Buffer.from(request, 'latin1')));
    let answer = '';
    const settle = (): void => resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0));
    socket.setEncoding('latin1').on('data', (text: string) => (answer += text));
    socket.on('close', settle).on('error', settle);
    socket.setTimeout(giveUpAfterInMs, () => {
      socket.destroy();
      reject(new Error(`No end after ${giveUpAfterInMs} ms: ${request.slice(0, 200)}`));
    });
  });
}

test('two thousand hostile requests get no success and no server error, none hangs, and the program continues', async () => {
  const program = startProcess('--port', '0', '--quiet');
  const address = await addressOf(program);
  const port = Number(new URL(address).port);
  const requests = fc.sample(hostile, { numRuns: 2_000, seed: 4 });
  const wrong: unknown[] = [];
  const statuses = new Map<number, number>();

  const queue = requests.values();
  const work = async (): Promise<void> => {
    for (const request of queue) {
      const status = await statusOf(port, request);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status !== 0 && (status < 400 || status > 499))
        wrong.push({ status, request: request.slice(0, 300) });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));

  expect(wrong).toEqual([]);
  expect([...statuses.values()].reduce((sum, count) => sum + count, 0)).toBe(2_000);
  // The connection of a request that is not HTTP may be closed. Nearly all requests get an answer.
  expect(statuses.get(0) ?? 0).toBeLessThan(100);
  const healthy = await fetch(`${address}/v1/customers`, { headers: { Authorization: 'Bearer x' } });
  expect(healthy.status).toBe(200);
  expect(program.error()).toBe('');
  expect((await program.stop()).code).toBe(0);
});

test.each([
  ['a filter of 100 kB', usage({ filter: 'x'.repeat(100_000) }), 414],
  ['five thousand parentheses', usage({ filter: '('.repeat(5000) }), 400],
  ['a NUL byte', `/v1/analytics/commercial/usage/license/?filter=%00`, 400],
  ['bad percent-encoding in the query', '/v1/analytics/commercial/usage/license/?filter=%zz', 400],
  ['bad percent-encoding in the path', '/v1/customers/%ff/analytics/licenses/usage', 400],
])('%s is refused in process too', async (_, address, status) => {
  expect((await ask(createEmulator(), address)).status).toBe(status);
});
