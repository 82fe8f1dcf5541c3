/** The first byte of each text. UTF-8 has neither of them, so the bytes of several texts tell where each one begins. */
const isText = 0xfe;
const isNull = 0xff;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Texts as UTF-8 in one piece of memory. A list of strings would cost more: the garbage collector copies each of them
 * twice, and enlarges its memory for new objects when many of them stay.
 */
export class TextList {
  #bytes = new Uint8Array(1_024);
  /** Where each text ends. Doubles, because 32 bits would end at 4 GiB. */
  #ends = new Float64Array(1_024);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  push(text: string | null): void {
    const first = this.#start(this.#size);
    this.#reserve(first + 1 + (text?.length ?? 0));
    this.#bytes[first] = text === null ? isNull : isText;
    if (this.#size === this.#ends.length) {
      const ends = new Float64Array(this.#size * 2);
      ends.set(this.#ends);
      this.#ends = ends;
    }
    this.#ends[this.#size] = text === null ? first + 1 : this.#write(first + 1, text);
    this.#size += 1;
  }

  /** Removes the texts from this index. */
  truncate(size: number): void {
    this.#size = size;
  }

  at(index: number): string | null {
    const bytes = this.bytesAt(index);
    return bytes === undefined ? null : decoder.decode(bytes);
  }

  /** The bytes of a text; undefined for null. */
  bytesAt(index: number): Uint8Array | undefined {
    const start = this.#start(index);
    return this.#bytes[start] === isNull ? undefined : this.#bytes.subarray(start + 1, this.#ends[index]);
  }

  /** A byte of a text; 0 behind its end. */
  byteAt(index: number, position: number): number {
    const at = this.#start(index) + 1 + position;
    return at < (this.#ends[index] ?? 0) ? (this.#bytes[at] ?? 0) : 0;
  }

  /** A number of 32 bits for some texts: the same for the same ones, and different for most others. */
  hashOf(first: number, count: number): number {
    const end = this.#start(first + count);
    let hash = 0;
    for (let at = this.#start(first); at < end; at += 1)
      hash = (Math.imul(hash, 31) + (this.#bytes[at] ?? 0)) | 0;
    return hash;
  }

  /** Whether some texts are the same as as many others. */
  areSame(left: number, right: number, count: number): boolean {
    const [first, other] = [this.#start(left), this.#start(right)];
    const length = this.#start(left + count) - first;
    if (length !== this.#start(right + count) - other) return false;
    for (let at = 0; at < length; at += 1)
      if (this.#bytes[first + at] !== this.#bytes[other + at]) return false;
    return true;
  }

  #start(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
  }

  /** Returns the end of the text. */
  #write(start: number, text: string): number {
    const bytes = this.#bytes;
    for (let at = 0; at < text.length; at += 1) {
      const char = text.charCodeAt(at);
      // Writing ASCII here takes a third of the time of a call to the encoder.
      if (char > 0x7f) return this.#encode(start, text);
      bytes[start + at] = char;
    }
    return start + text.length;
  }

  #encode(start: number, text: string): number {
    this.#reserve(start + text.length * 3);
    return start + encoder.encodeInto(text, this.#bytes.subarray(start)).written;
  }

  #reserve(size: number): void {
    if (size <= this.#bytes.length) return;
    const bytes = new Uint8Array(size * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}
