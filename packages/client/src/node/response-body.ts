import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { Dispatcher } from 'undici';
import type { BodyReader } from '../call/response.ts';

type Piece = Awaited<ReturnType<BodyReader['read']>>;
type Connection = Pick<Dispatcher.DispatchController, 'pause' | 'resume'>;

/** How many unread bytes may queue before the connection is paused. */
const mostBytesAhead = 256 * 1024;
const end: Piece = { done: true };

/** Queues the pieces of a body between the connection and its only reader. */
export class BodyQueue implements BodyReader {
  readonly heedsAbort = true;
  readonly #connection: Connection;
  readonly #stop: () => void;
  #pieces: Uint8Array[] = [];
  #bytesAhead = 0;
  #isPaused = false;
  #isComplete = false;
  #failure: { readonly error: unknown } | undefined;
  #reader: { resolve(piece: Piece): void; reject(error: unknown): void } | undefined;

  /** @param stop Closes the connection: the rest is not needed. */
  constructor(connection: Connection, stop: () => void) {
    this.#connection = connection;
    this.#stop = stop;
  }

  push(value: Uint8Array): void {
    const reader = this.#reader;
    if (reader !== undefined) {
      this.#reader = undefined;
      reader.resolve({ done: false, value });
      return;
    }
    this.#pieces.push(value);
    this.#bytesAhead += value.byteLength;
    if (this.#bytesAhead < mostBytesAhead || this.#isPaused) return;
    this.#isPaused = true;
    this.#connection.pause();
  }

  complete(): void {
    this.#isComplete = true;
    this.#reader?.resolve(end);
    this.#reader = undefined;
  }

  fail(error: unknown): void {
    if (this.#isComplete) return;
    this.#failure ??= { error };
    this.#pieces = [];
    this.#reader?.reject(error);
    this.#reader = undefined;
  }

  read(): Promise<Piece> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure.error);
    const value = this.#pieces.shift();
    if (value !== undefined) {
      this.#bytesAhead -= value.byteLength;
      if (this.#isPaused && this.#bytesAhead === 0) {
        this.#isPaused = false;
        this.#connection.resume();
      }
      return Promise.resolve({ done: false, value });
    }
    if (this.#isComplete) return Promise.resolve(end);
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
    });
  }

  cancel(): Promise<void> {
    this.#pieces = [];
    if (this.#isComplete || this.#failure !== undefined) return Promise.resolve();
    this.complete();
    this.#stop();
    return Promise.resolve();
  }
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
    return create === undefined ? inner : new DecodedBody(inner, create);
  }, body);
}

class DecodedBody implements BodyReader {
  readonly #body: BodyReader;
  readonly #create: CreateDecoder;
  #decoder: Transform | undefined;
  #decoded: AsyncIterator<Uint8Array> | undefined;
  #failure: { readonly error: unknown } | undefined;

  constructor(body: BodyReader, create: CreateDecoder) {
    this.#body = body;
    this.#create = create;
  }

  async read(): ReturnType<BodyReader['read']> {
    try {
      this.#decoded ??= await this.#begin();
      const { done, value } = await this.#decoded.next();
      return done === true ? { done } : { done: false, value };
    } catch (error) {
      // A truncated or malformed body is an error, never a shorter body.
      throw this.#failure === undefined ? new TypeError('terminated', { cause: error }) : this.#failure.error;
    }
  }

  async cancel(reason?: unknown): Promise<void> {
    await this.#body.cancel(reason);
    this.#decoder?.destroy();
  }

  async #begin(): Promise<AsyncIterator<Uint8Array>> {
    const pieces = this.#pieces();
    const begin = await pieces.next();
    if (begin.done === true) return pieces;
    const decoder = this.#create(begin.value);
    this.#decoder = decoder;
    // Errors reach the reader below. Without the callback they would be thrown.
    pipeline(Readable.from(startingWith(begin.value, pieces)), decoder, () => {});
    const decoded: AsyncIterable<Uint8Array> = decoder;
    return decoded[Symbol.asyncIterator]();
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        const { done, value } = await this.#body.read();
        if (done || value === undefined) return;
        yield value;
      }
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }
}

async function* startingWith(begin: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield begin;
  yield* rest;
}
