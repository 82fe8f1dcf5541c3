import { Buffer } from 'node:buffer';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';

import type { Answer } from '../answer/answer.ts';

/** The answer's text as bytes, with its byte order mark, not compressed. */
export function encodeBody(answer: Answer): Uint8Array<ArrayBuffer> {
  if (answer.body === '') return Buffer.alloc(0);
  if (answer.charset === 'utf-16le-with-bom') return Buffer.from(`\uFEFF${answer.body}`, 'utf16le');
  return Buffer.from(answer.charset === 'utf-8-with-bom' ? `\uFEFF${answer.body}` : answer.body, 'utf8');
}

/** The bytes as they go over the wire. */
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
