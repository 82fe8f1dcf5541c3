import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import type { Answer } from '../call/answer.ts';

/** The encodings of answers, each with its byte order mark. */
const encodings = {
  'utf-8': { name: 'utf8', mark: [] },
  'utf-8-with-bom': { name: 'utf8', mark: [0xef, 0xbb, 0xbf] },
  'utf-16le-with-bom': { name: 'utf16le', mark: [0xff, 0xfe] },
} as const;

/**
 * The answer's text as uncompressed bytes, with its byte order mark. Copied only once, because a page is megabytes
 * long.
 */
export function encodeBody({ body, charset }: Answer): Uint8Array<ArrayBuffer> {
  if (body === '') return Buffer.alloc(0);
  const { name, mark } = encodings[charset];
  const bytes = Buffer.allocUnsafeSlow(mark.length + Buffer.byteLength(body, name));
  bytes.set(mark);
  bytes.write(body, mark.length, name);
  return bytes;
}

/** Compresses the bytes for the wire. */
export function compressBody(bytes: Uint8Array, encoding: Answer['contentEncoding']): Uint8Array {
  switch (encoding) {
    case 'identity':
      return bytes;
    case 'gzip':
      return gzipSync(bytes);
    case 'deflate':
      return deflateSync(bytes);
    case 'br':
      return brotliCompressSync(bytes);
  }
}

/**
 * The half of a body that arrives before a connection stalls or breaks: at least one byte, unless the body is empty.
 */
export function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

export function inPieces(bytes: Uint8Array, pieces: number): readonly Uint8Array[] {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}
