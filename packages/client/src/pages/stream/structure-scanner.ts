import { byteOf } from './row-boundary.ts';

/** Finds the structure of JSON in bytes that come little by little. What is in texts is none of it. */
export class StructureScanner {
  /** How many objects and lists are open. */
  depth = 0;
  /** Where the scan goes on. */
  at = 0;
  /** Where the last text began and ended, quotes included. */
  textStart = 0;
  textEnd = 0;
  #isInText = false;

  /** Goes on to the next bracket, brace or comma, and returns it; nothing at the end of what has come. */
  next(bytes: Uint8Array): number | undefined {
    for (;;) {
      if (this.#isInText && !this.#leaveText(bytes)) return undefined;
      const byte = bytes[this.at];
      if (byte === undefined) return undefined;
      this.at += 1;
      switch (byte) {
        case byteOf.quote:
          this.#isInText = true;
          this.textStart = this.at - 1;
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

  #leaveText(bytes: Uint8Array): boolean {
    for (;;) {
      const end = bytes.indexOf(byteOf.quote, this.at);
      if (end === -1) {
        this.at = bytes.length;
        return false;
      }
      this.at = end + 1;
      if (this.#isEscaped(bytes, end)) continue;
      this.textEnd = this.at;
      this.#isInText = false;
      return true;
    }
  }

  #isEscaped(bytes: Uint8Array, at: number): boolean {
    let backslashes = 0;
    while (bytes[at - 1 - backslashes] === byteOf.backslash) backslashes += 1;
    return backslashes % 2 === 1;
  }
}
