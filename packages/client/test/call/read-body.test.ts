import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { BodyProblem, readBody } from '../../src/call/response.ts';
import { anyText } from '../support/any-text.ts';
import { abortListeners } from '../support/listeners.ts';

const noAbort = new AbortController().signal;
const largeEnough = 1_000_000;

interface Body {
  readonly response: Response;
  /** The reasons with which the stream was cancelled so far. */
  readonly cancellations: unknown[];
}

/** A body that arrives in chunks, and then ends, fails or stays silent. */
function arriving(chunks: readonly Uint8Array[], ending: 'end' | 'silence' | Error = 'end'): Body {
  const cancellations: unknown[] = [];
  const waiting = [...chunks];
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const chunk = waiting.shift();
      if (chunk !== undefined) controller.enqueue(chunk);
      else if (ending === 'end') controller.close();
      else if (ending === 'silence') await new Promise(() => {});
      else controller.error(ending);
    },
    cancel: (reason) => void cancellations.push(reason),
  });
  return { response: new Response(stream), cancellations };
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Cuts bytes at the given places, even within characters. */
function cut(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort(
    (left, right) => left - right,
  );
  return [...ends, bytes.length].map((end, index) => bytes.slice(ends[index - 1] ?? 0, end));
}

describe('readBody', () => {
  test('refuses a body of pieces that are not bytes', async () => {
    const reader = { read: async () => ({ done: false, value: 'text' }), cancel: async () => {} };
    const response = Object.defineProperty(new Response(), 'body', { value: { getReader: () => reader } });
    await expect(readBody(response, largeEnough, noAbort)).rejects.toBeInstanceOf(BodyProblem);
  });

  test('reads any text, wherever its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.array(fc.nat()), async (text, places) => {
        const { response } = arriving(cut(bytesOf(`x${text}`), places));
        expect(await readBody(response, largeEnough, noAbort)).toBe(`x${text}`);
      }),
    );
    expectTypeOf(readBody).returns.toEqualTypeOf<Promise<string>>();
  });

  test('strips one byte order mark, wherever it is cut, and no other first character', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, fc.array(fc.nat(4)), async (text, places) => {
        const { response } = arriving(cut(bytesOf(`\uFEFF${text}`), places));
        expect(await readBody(response, largeEnough, noAbort)).toBe(text);
      }),
    );
    expect(await readBody(arriving([bytesOf('{}')]).response, largeEnough, noAbort)).toBe('{}');
  });

  test('reads a body that is absent or empty as empty text', async () => {
    expect(await readBody(new Response(null), largeEnough, noAbort)).toBe('');
    expect(await readBody(new Response(''), largeEnough, noAbort)).toBe('');
    expect(await readBody(arriving([new Uint8Array()]).response, largeEnough, noAbort)).toBe('');
  });

  test.for([
    ['a byte that starts nothing', [[0x7b, 0xff, 0x7d]]],
    ['a character that the end cuts off', [[0x7b, 0xe2, 0x82]]],
    ['half of a surrogate pair', [[0xed, 0xa0, 0x80]]],
    ['an overlong form', [[0xc0, 0xaf]]],
    ['UTF-16 with its mark', [[0xff, 0xfe, 0x7b, 0x00]]],
    ['a character that another chunk breaks', [[0xe2, 0x82], [0x7b]]],
  ] as const)('refuses %s rather than inserting a replacement character', async ([, chunks]) => {
    const { response, cancellations } = arriving(chunks.map((bytes) => Uint8Array.from(bytes)));
    const reading = readBody(response, largeEnough, noAbort);
    await expect(reading).rejects.toBeInstanceOf(BodyProblem);
    await expect(reading).rejects.toMatchObject({ expected: 'UTF-8 text' });
    expect(cancellations.length).toBeLessThanOrEqual(1);
  });

  test('counts bytes, not characters, and takes a body of exactly the limit', async () => {
    const bytes = bytesOf('会社');
    expect(await readBody(arriving([bytes]).response, 6, noAbort)).toBe('会社');
    await expect(readBody(arriving([bytes]).response, 5, noAbort)).rejects.toMatchObject({
      name: 'BodyProblem',
      expected: 'at most 5 bytes (maxBodySizeInBytes)',
    });
  });

  test('stops at the limit without reading the rest', async () => {
    const chunk = bytesOf('0123456789');
    const { response, cancellations } = arriving([chunk, chunk, chunk], 'silence');
    await expect(readBody(response, 15, noAbort)).rejects.toBeInstanceOf(BodyProblem);
    expect(cancellations).toEqual([expect.any(BodyProblem)]);
  });

  test.for([new Error('enough'), 'a text', null])(
    'rejects with the reason %s while it waits, and cancels',
    async (reason) => {
      const controller = new AbortController();
      const { response, cancellations } = arriving([bytesOf('{')], 'silence');
      const reading = readBody(response, largeEnough, controller.signal);
      controller.abort(reason);
      await expect(reading).rejects.toBe(reason);
      expect(cancellations).toEqual([reason]);
      expect(abortListeners(controller.signal)).toBe(0);
    },
  );

  test('rejects at once when the signal has aborted before', async () => {
    const { response, cancellations } = arriving([bytesOf('{}')]);
    await expect(readBody(response, largeEnough, AbortSignal.abort('gone'))).rejects.toBe('gone');
    expect(cancellations).toEqual(['gone']);
  });

  test('leaves no listener after a whole body', async () => {
    const { signal } = new AbortController();
    await readBody(arriving([bytesOf('{'), bytesOf('}')]).response, largeEnough, signal);
    expect(abortListeners(signal)).toBe(0);
  });

  test('rejects with the failure of the connection, and never returns a part of the text', async () => {
    const failure = new TypeError('terminated');
    await expect(readBody(arriving([bytesOf('{')], failure).response, largeEnough, noAbort)).rejects.toBe(
      failure,
    );
  });

  test('refuses a body that is already being read', async () => {
    const { response } = arriving([bytesOf('{}')]);
    await response.text();
    await expect(readBody(response, largeEnough, noAbort)).rejects.toBeInstanceOf(TypeError);
  });
});
