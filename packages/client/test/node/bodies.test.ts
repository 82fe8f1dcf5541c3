import type { ServerResponse } from 'node:http';
import * as zlib from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/index.ts';
import { readBody } from '../../src/call/response.ts';
import { serve } from './support/serve.ts';
import { openNodeFetch, transports } from './support/transports.ts';

const text = `\u{FEFF}${JSON.stringify({ items: Array.from({ length: 50 }, (_, index) => `Bäckerei 🥨 ${index}`) })}`;

const codings: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
  ['identity', (bytes) => bytes],
  ['gzip', (bytes) => zlib.gzipSync(bytes)],
  ['deflate', (bytes) => zlib.deflateSync(bytes)],
  ['br', (bytes) => zlib.brotliCompressSync(bytes)],
  ['zstd', (bytes) => zlib.zstdCompressSync(bytes)],
  ['gzip, br', (bytes) => zlib.brotliCompressSync(zlib.gzipSync(bytes))],
];

/** Sends bytes in pieces that end at the given places, one packet each. */
async function sendPieces(
  response: ServerResponse,
  bytes: Uint8Array,
  places: readonly number[],
): Promise<void> {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (left, right) => left - right,
  );
  let begin = 0;
  for (const end of [...ends, bytes.length]) {
    response.write(bytes.subarray(begin, end));
    begin = end;
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

const signal = new AbortController().signal;

describe.each(transports)('%s', (_, open) => {
  test.each(codings)('returns the text of %s, in pieces of any size', async (coding, encode) => {
    const bytes = encode(new TextEncoder().encode(text));
    let places: readonly number[] = [];
    const { url } = await serve((_request, response) => {
      if (coding !== 'identity') response.setHeader('content-encoding', coding);
      void sendPieces(response, bytes, places);
    });
    const fetch = open();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(), { maxLength: 5 }), async (cuts) => {
        places = cuts;
        expect(await readBody(await fetch(url), 1_000_000, signal)).toBe(text.slice(1));
        expect(Buffer.from(await (await fetch(url)).arrayBuffer()).toString()).toBe(text);
      }),
      { numRuns: 15 },
    );
  });

  test('leaves an unknown coding unchanged', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'x-unheard-of').end('raw');
    });
    expect(await (await open()(url)).text()).toBe('raw');
  });

  test('an empty body is empty under any coding', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end();
    });
    expect(await (await open()(url)).text()).toBe('');
  });

  test.each(['content-length', 'transfer-encoding'])(
    'a truncated body with %s is an error',
    async (header) => {
      const { url } = await serve((_request, response) => {
        if (header === 'content-length') response.setHeader('content-length', 1000);
        response.write('{"items":', () => response.destroy());
      });
      await expect((await open()(url)).text()).rejects.toMatchObject({
        name: 'TypeError',
        message: 'terminated',
      });
      const client = createClient({
        credential: () => 'token',
        baseUrl: url,
        fetch: open(),
        retry: { maxRetries: 0 },
      });
      await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({
        name: 'TransportError',
        message: expect.stringContaining('no complete answer, terminated'),
        attempts: [{ status: 200, cause: 'failed' }],
      });
    },
  );

  test('stops at the limit of the client, and closes the connection', async () => {
    let isOpen = true;
    const { url } = await serve((_request, response) => {
      const piece = Buffer.alloc(65_536, 32);
      const send = () => {
        for (let goesOn = true; goesOn && !response.destroyed;) goesOn = response.write(piece);
      };
      response.on('drain', send).on('close', () => (isOpen = false));
      send();
    });
    const client = createClient({
      credential: () => 'token',
      baseUrl: url,
      fetch: open(),
      maxBodySizeInBytes: 1_000_000,
    });
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({
      name: 'ResponseFormatError',
      message: expect.stringContaining('at most 1000000 bytes'),
    });
    await expect.poll(() => isOpen).toBe(false);
  });
});

describe('createNodeFetch', () => {
  test('reads deflate without the zlib header too', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'deflate').end(zlib.deflateRawSync(text));
    });
    expect(Buffer.from(await (await openNodeFetch()(url)).bytes()).toString()).toBe(text);
  });

  test.each(codings.slice(1))(
    'a body of %s that is truncated anywhere is an error',
    async (coding, encode) => {
      const bytes = encode(new TextEncoder().encode(text));
      let end = 0;
      const { url } = await serve((_request, response) => {
        response.setHeader('content-encoding', coding).end(bytes.subarray(0, end));
      });
      const fetch = openNodeFetch();
      for (end of [1, 2, 12, bytes.length >> 1, bytes.length - 1]) {
        await expect((await fetch(url)).text(), `${end} of ${bytes.length} bytes`).rejects.toMatchObject({
          name: 'TypeError',
          message: 'terminated',
        });
      }
    },
  );

  test('a body may have five codings, and an answer that names more is refused', async () => {
    const encode = (times: number) => {
      let bytes: Uint8Array = Buffer.from('{}');
      for (let coding = 0; coding < times; coding += 1) bytes = zlib.gzipSync(bytes);
      return bytes;
    };
    let count = 5;
    let isOpen = true;
    const { url } = await serve((_request, response) => {
      response.on('close', () => (isOpen = false));
      response.setHeader('content-encoding', Array(count).fill('gzip').join(', '));
      response.write(encode(Math.min(count, 6)));
      if (count <= 5) response.end();
    });
    expect(await (await openNodeFetch()(url)).text()).toBe('{}');
    for (count of [6, 1_000]) {
      isOpen = true;
      await expect(openNodeFetch()(url)).rejects.toMatchObject({
        message: 'fetch failed',
        cause: { message: 'more than 5 content codings' },
      });
      await expect.poll(() => isOpen).toBe(false);
    }
  });

  test('a body that is not in its coding is an error', async () => {
    const { url } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end('{"items":[]}');
    });
    await expect((await openNodeFetch()(url)).text()).rejects.toMatchObject({
      message: 'terminated',
      cause: { code: 'Z_DATA_ERROR' },
    });
  });

  test('a small answer that unpacks to a large one stops at the limit of the client', async () => {
    const bomb = zlib.gzipSync(Buffer.alloc(50_000_000, 32));
    const { url } = await serve((_request, response) => {
      response.setHeader('content-encoding', 'gzip').end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    const answer = await openNodeFetch()(url);
    await expect(readBody(answer, 1_000_000, signal)).rejects.toMatchObject({ name: 'BodyProblem' });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
  });

  test('applies backpressure to the service', async () => {
    const size = 64 * 2 ** 20;
    let sent = 0;
    const { url } = await serve((_request, response) => {
      const piece = Buffer.alloc(65_536, 32);
      const send = () => {
        let goesOn = true;
        while (goesOn && sent < size) {
          goesOn = response.write(piece);
          sent += piece.length;
        }
        if (sent >= size) response.end();
      };
      response.on('drain', send);
      send();
    });
    const answer = await openNodeFetch()(url);
    let before = -1;
    // Until the buffers of both ends are full.
    while (sent !== before) {
      before = sent;
      for (let round = 0; round < 500; round += 1) await new Promise((resolve) => setImmediate(resolve));
    }
    expect(sent).toBeLessThan(size / 2);
    expect((await answer.bytes()).length).toBe(size);
  });
});
