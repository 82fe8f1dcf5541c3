/** Bytes that are added at the end and taken from the start; each is copied once, or a few times while there is no room. */
export class ByteWindow {
  #buffer = new Uint8Array(0);
  #start = 0;
  #end = 0;
  /** How many bytes were taken. */
  taken = 0;

  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  add(bytes: Uint8Array): void {
    if (this.#end + bytes.length > this.#buffer.length) this.#makeRoom(this.length + bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  take(count: number): void {
    this.#start += count;
    this.taken += count;
  }

  #makeRoom(size: number): void {
    const { bytes } = this;
    // Doubled, so that a list without boundaries is not copied again with every few bytes.
    if (size * 2 > this.#buffer.length) this.#buffer = new Uint8Array(size * 2);
    this.#buffer.set(bytes);
    this.#start = 0;
    this.#end = bytes.length;
  }
}
