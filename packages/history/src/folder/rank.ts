import type { TenantIdCase } from '../store.ts';

/** The bits of a number that a double holds exactly. */
const exactBits = 53;
/** Ids are ASCII. Other bytes count as the highest one. */
const bitsOfByte = 7;
const highestByte = 2 ** bitsOfByte - 1;

/** Texts as UTF-8. */
export interface ByteTexts {
  readonly size: number;
  /** A byte of a text; 0 behind its end. */
  byteAt(index: number, position: number): number;
}

/**
 * The rank of each text, by its index. Where many texts have the same beginning, they are ranked by the bytes after it.
 * Texts that differ only later, or in case, keep their order. Sorting numbers takes a tenth of the time of sorting texts.
 */
export function ranksOf(texts: ByteTexts): Uint32Array {
  const bitsOfIndex = Math.ceil(Math.log2(Math.max(2, texts.size)));
  const bytes = Math.floor((exactBits - bitsOfIndex) / bitsOfByte);
  const start = commonLength(texts);
  const keys = new Float64Array(texts.size);
  for (let index = 0; index < texts.size; index += 1) {
    let key = 0;
    for (let position = start; position < start + bytes; position += 1)
      key = key * 2 ** bitsOfByte + rankOf(texts.byteAt(index, position));
    keys[index] = key * 2 ** bitsOfIndex + index;
  }
  keys.sort();
  const ranks = new Uint32Array(texts.size);
  for (let rank = 0; rank < keys.length; rank += 1) ranks[(keys[rank] ?? 0) % 2 ** bitsOfIndex] = rank;
  return ranks;
}

/** The case of texts: `mixed` if it can't be told for each of them. */
export function caseOf(texts: ByteTexts): TenantIdCase {
  let hasUpper = false;
  let hasLower = false;
  for (let index = 0; index < texts.size; index += 1) {
    for (let position = 0; ; position += 1) {
      const byte = texts.byteAt(index, position);
      if (byte === 0) break;
      if (byte > 0x7f) return 'mixed';
      hasUpper ||= byte >= 0x41 && byte <= 0x5a;
      hasLower ||= byte >= 0x61 && byte <= 0x7a;
    }
  }
  if (!hasUpper) return 'lower';
  return hasLower ? 'mixed' : 'upper';
}

/** The rank of a byte. Capital letters are the same as small ones. */
function rankOf(byte: number): number {
  if (byte >= 0x41 && byte <= 0x5a) return byte + 0x20;
  return Math.min(byte, highestByte);
}

/** How many bytes all texts begin with in common. */
function commonLength(texts: ByteTexts): number {
  let length = texts.size === 0 ? 0 : Infinity;
  for (let index = 0; index < texts.size; index += 1) {
    let same = 0;
    while (same < length) {
      const byte = texts.byteAt(index, same);
      if (byte === 0 || byte !== texts.byteAt(0, same)) break;
      same += 1;
    }
    length = same;
  }
  return length;
}
