import { pipeline, Readable, type Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import type { BodyReader } from '../call/direct-response.ts';

/** Makes a decoder for a body that begins with these bytes. */
type CreateDecoder = (begin: Uint8Array) => Transform;

const decoders: ReadonlyMap<string, CreateDecoder> = new Map<string, CreateDecoder>([
  ['gzip', () => zlib.createGunzip()],
  ['x-gzip', () => zlib.createGunzip()],
  // Servers send it with zlib's header, as they should, and without.
  ['deflate', ([first = 0]) => ((first & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw())],
  ['br', () => zlib.createBrotliDecompress()],
  ...('createZstdDecompress' in zlib ? [['zstd', () => zlib.createZstdDecompress()] as const] : []),
]);

/** Takes off the codings that `Content-Encoding` names. One that is not known leaves the body as it is, as in `fetch`. */
export function decodeBody(body: BodyReader, contentEncoding: string | null): BodyReader {
  if (contentEncoding === null) return body;
  const codings = contentEncoding.toLowerCase().split(',');
  return codings.reduceRight((inner, coding) => {
    const create = decoders.get(coding.trim());
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
      // What is cut off or is no such coding is a body that did not arrive, and never a shorter one.
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
    // The reader below is told of every failure.
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
