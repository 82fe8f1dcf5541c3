/**
 * Bytes that are added at the end and taken from the start. Each is copied once, or a few times while there is no room.
 * A byte before the first and one behind the last are spare.
 */
export class ByteWindow {
  #buffer = new Uint8Array(2);
  #start = 1;
  #end = 1;
  /** How many bytes were taken. */
  taken = 0;

  get bytes(): Uint8Array {
    return this.#buffer.subarray(this.#start, this.#end);
  }

  get length(): number {
    return this.#end - this.#start;
  }

  add(bytes: Uint8Array): void {
    if (this.#end + bytes.length >= this.#buffer.length) this.#makeRoom(this.length + bytes.length);
    this.#buffer.set(bytes, this.#end);
    this.#end += bytes.length;
  }

  take(count: number): void {
    this.#start += count;
    this.taken += count;
  }

  /** Reads the first bytes with one put before and one behind them: cheaper than doing that to the text made of them. */
  readBetween<Result>(
    before: number,
    length: number,
    behind: number,
    read: (bytes: Uint8Array) => Result,
  ): Result {
    const end = this.#start + length;
    const covered = this.#buffer[end] ?? 0;
    this.#buffer[this.#start - 1] = before;
    this.#buffer[end] = behind;
    try {
      return read(this.#buffer.subarray(this.#start - 1, end + 1));
    } finally {
      this.#buffer[end] = covered;
    }
  }

  #makeRoom(size: number): void {
    const { bytes } = this;
    // Doubled, so that a list without boundaries is not copied again with every few bytes.
    if (size * 2 + 2 > this.#buffer.length) this.#buffer = new Uint8Array(size * 2 + 2);
    this.#buffer.set(bytes, 1);
    this.#start = 1;
    this.#end = bytes.length + 1;
  }
}
