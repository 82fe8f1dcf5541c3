/** JSON's own characters. In UTF-8 no part of any other character has the value of one of them. */
export const byteOf = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  openBrace: 0x7b,
  closeBrace: 0x7d,
} as const;

/** Whether `byte` is white space between the parts of a JSON document. */
export function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/**
 * Where the last row that seems to have another one behind it ends: after the first brace of `},{`. A guess, for the
 * same may stand in a text or deeper inside a row; cheap, for it looks from the end. -1 when there is none.
 */
export function guessRowEnd(bytes: Uint8Array): number {
  let brace = bytes.lastIndexOf(byteOf.openBrace);
  while (brace > 0) {
    const before = skipBlanksBack(bytes, brace - 1);
    const end = bytes[before] === byteOf.comma ? skipBlanksBack(bytes, before - 1) : -1;
    if (bytes[end] === byteOf.closeBrace) return end + 1;
    brace = bytes.lastIndexOf(byteOf.openBrace, brace - 1);
  }
  return -1;
}

function skipBlanksBack(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isBlank(bytes[at])) at -= 1;
  return at;
}
