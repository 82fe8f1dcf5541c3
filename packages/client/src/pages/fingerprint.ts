/** A running FNV-1a hash. It notices a mistake; it does not stop anyone who wants the same hash. */
export class Fingerprint {
  #hash = 0x811c9dc5;
  /** How many bytes were added. */
  length = 0;

  add(bytes: Uint8Array): this {
    this.length += bytes.length;
    for (const byte of bytes) this.#hash = Math.imul(this.#hash ^ byte, 0x01000193);
    return this;
  }

  get value(): string {
    return (this.#hash >>> 0).toString(36);
  }
}

/** The fingerprint of a text's UTF-8 bytes. */
export function fingerprintOf(text: string): string {
  return new Fingerprint().add(new TextEncoder().encode(text)).value;
}
