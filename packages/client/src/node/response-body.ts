import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { BodyReader } from '../call/response.ts';

type Piece = Awaited<ReturnType<BodyReader['read']>>;
type Connection = Pick<Dispatcher.DispatchController, 'pause' | 'resume'>;

/** How many unread bytes may queue before the connection is paused. */
const mostBytesAhead = 256 * 1024;
const end: Piece = { done: true };

export type BodyQueue = ReturnType<typeof createBodyQueue>;

/**
 * Creates a queue of the pieces of a body between the connection and its only reader.
 * @param stop Closes the connection: the rest is not needed.
 */
export function createBodyQueue(connection: Connection, stop: () => void) {
  let pieces: Uint8Array[] = [];
  let bytesAhead = 0;
  let isPaused = false;
  let isComplete = false;
  let failure: { readonly error: unknown } | undefined;
  let reader: { resolve(piece: Piece): void; reject(error: unknown): void } | undefined;

  function complete(): void {
    isComplete = true;
    reader?.resolve(end);
    reader = undefined;
  }

  return {
    heedsAbort: true,
    push(value: Uint8Array): void {
      if (reader !== undefined) {
        reader.resolve({ done: false, value });
        reader = undefined;
        return;
      }
      pieces.push(value);
      bytesAhead += value.byteLength;
      if (bytesAhead < mostBytesAhead || isPaused) return;
      isPaused = true;
      connection.pause();
    },
    complete,
    fail(error: unknown): void {
      if (isComplete) return;
      failure ??= { error };
      pieces = [];
      reader?.reject(error);
      reader = undefined;
    },
    async read(): Promise<Piece> {
      if (failure !== undefined) throw failure.error;
      const value = pieces.shift();
      if (value !== undefined) {
        bytesAhead -= value.byteLength;
        if (isPaused && bytesAhead === 0) {
          isPaused = false;
          connection.resume();
        }
        return { done: false, value };
      }
      if (isComplete) return end;
      return new Promise((resolve, reject) => (reader = { resolve, reject }));
    },
    async cancel(): Promise<void> {
      pieces = [];
      if (isComplete || failure !== undefined) return;
      complete();
      stop();
    },
  };
}

/** Creates a decoder for a body that begins with these bytes. */
type CreateDecoder = (begin: Uint8Array) => Transform;

const decoders: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  // Some servers leave out the zlib header.
  ['deflate', ([first = 0]) => ((first & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw())],
  ['br', () => zlib.createBrotliDecompress()],
  ...('createZstdDecompress' in zlib ? [['zstd', () => zlib.createZstdDecompress()] as const] : []),
]);

/** A limit far above real use: each coding holds memory, and a header may name thousands. */
const maxCodings = 5;

/** @throws {TypeError} when `Content-Encoding` names too many codings. */
export function parseCodings(contentEncoding: string | null): readonly string[] {
  const codings = contentEncoding?.toLowerCase().split(',', maxCodings + 1) ?? [];
  if (codings.length <= maxCodings) return codings.map((coding) => coding.trim());
  throw new TypeError('fetch failed', { cause: new Error(`more than ${maxCodings} content codings`) });
}

/** Decodes a body, the last coding first. An unknown coding leaves the body unchanged, as in `fetch`. */
export function decodeBody(body: BodyReader, codings: readonly string[]): BodyReader {
  return codings.reduceRight((inner, coding) => {
    const create = decoders.get(coding);
    return create === undefined ? inner : decode(inner, create);
  }, body);
}

function decode(body: BodyReader, create: CreateDecoder): BodyReader {
  let decoder: Transform | undefined;
  let decoded: AsyncIterator<Uint8Array> | undefined;
  /** The body's own, as opposed to the decoder's. */
  let failure: { readonly error: unknown } | undefined;

  async function* readPieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const { done, value } = await body.read();
        if (done || value === undefined) return;
        yield value;
      }
    } catch (error) {
      failure = { error };
      throw error;
    }
  }

  async function begin(): Promise<AsyncIterator<Uint8Array>> {
    const pieces = readPieces();
    const first = await pieces.next();
    if (first.done === true) return pieces;
    decoder = create(first.value);
    // Errors reach the reader below. Without the callback they would be thrown.
    pipeline(Readable.from(startingWith(first.value, pieces)), decoder, () => {});
    const all: AsyncIterable<Uint8Array> = decoder;
    return all[Symbol.asyncIterator]();
  }

  return {
    async read() {
      try {
        decoded ??= await begin();
        const { done, value } = await decoded.next();
        return done === true ? { done } : { done: false, value };
      } catch (error) {
        // A truncated or malformed body is an error, never a shorter body.
        throw failure === undefined ? new TypeError('terminated', { cause: error }) : failure.error;
      }
    },
    async cancel(reason) {
      await body.cancel(reason);
      decoder?.destroy();
    },
  };
}

async function* startingWith(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}
