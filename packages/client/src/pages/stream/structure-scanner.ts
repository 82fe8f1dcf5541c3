/** The structural characters of JSON. In UTF-8, no byte of a multi-byte character has one of these values. */
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
 * Guesses the end of the last row that is followed by another one: after the first brace of the last `},{`. Cheap,
 * because it searches from the end. The same bytes may occur in a string or deeper in a row, so the caller has to
 * verify the guess. Returns -1 when there is none.
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

/** Finds brackets, braces and commas in a JSON document that arrives in pieces. Ignores the contents of strings. */
export class StructureScanner {
  /** How many objects and arrays are open. */
  depth = 0;
  /** Where the scan continues. */
  at = 0;
  /** Where the last string begins, including its quote. */
  stringStart = 0;
  #isInString = false;

  /** Returns the next bracket, brace or comma, or `undefined` at the end of the bytes. */
  next(bytes: Uint8Array): number | undefined {
    for (;;) {
      if (this.#isInString && !this.#leaveString(bytes)) return undefined;
      const byte = bytes[this.at];
      if (byte === undefined) return undefined;
      this.at += 1;
      switch (byte) {
        case byteOf.quote:
          this.#isInString = true;
          this.stringStart = this.at - 1;
          break;
        case byteOf.openBrace:
        case byteOf.openBracket:
          this.depth += 1;
          return byte;
        case byteOf.closeBrace:
        case byteOf.closeBracket:
          this.depth -= 1;
          return byte;
        case byteOf.comma:
          return byte;
      }
    }
  }

  #leaveString(bytes: Uint8Array): boolean {
    for (;;) {
      const end = bytes.indexOf(byteOf.quote, this.at);
      if (end === -1) {
        this.at = bytes.length;
        return false;
      }
      this.at = end + 1;
      if (isEscaped(bytes, end)) continue;
      this.#isInString = false;
      return true;
    }
  }
}

function isEscaped(bytes: Uint8Array, at: number): boolean {
  let backslashes = 0;
  while (bytes[at - 1 - backslashes] === byteOf.backslash) backslashes += 1;
  return backslashes % 2 === 1;
}
