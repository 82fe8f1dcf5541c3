import { isRecord } from '../../decode/is-record.ts';

/** The rows of a page that were handed out before the page failed, and what tells whether they come again. */
export interface DeliveredRows {
  readonly rows: number;
  /** How much of the page's body they take up, with what stands before them. */
  readonly bytes: number;
  /** Of those bytes. */
  readonly fingerprint: string;
}

export function isDeliveredRows(value: unknown): value is DeliveredRows {
  if (!isRecord(value)) return false;
  const { rows, bytes, fingerprint } = value;
  return Number.isSafeInteger(rows) && Number.isSafeInteger(bytes) && typeof fingerprint === 'string';
}

/** FNV-1a: enough to notice other bytes, of no use against someone who makes them up. */
export class Fingerprint {
  #hash = 0x811c9dc5;
  length = 0;

  add(bytes: Uint8Array): void {
    this.length += bytes.length;
    for (const byte of bytes) this.#hash = Math.imul(this.#hash ^ byte, 0x01000193);
  }

  get value(): string {
    return (this.#hash >>> 0).toString(36);
  }
}

/** The fingerprint of the first `length` bytes. */
export function fingerprintOf(pieces: Iterable<Uint8Array>, length: number): string {
  const fingerprint = new Fingerprint();
  for (const piece of pieces) fingerprint.add(piece.subarray(0, length - fingerprint.length));
  return fingerprint.value;
}
