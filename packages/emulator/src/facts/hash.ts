/**
 * A well-mixed unsigned 32-bit number that depends only on its inputs. Any row of a fleet can be computed without the
 * previous rows, and the same seed gives the same fleet on every machine. The mixing steps are those of MurmurHash3.
 */
export function hash(...inputs: readonly number[]): number {
  let state = 0x9747b28c;
  for (const input of inputs) {
    let mixed = Math.imul(input, 0xcc9e2d51);
    mixed = (mixed << 15) | (mixed >>> 17);
    state ^= Math.imul(mixed, 0x1b873593);
    state = (state << 13) | (state >>> 19);
    state = (Math.imul(state, 5) + 0xe6546b64) | 0;
  }
  state ^= state >>> 16;
  state = Math.imul(state, 0x85ebca6b);
  state ^= state >>> 13;
  state = Math.imul(state, 0xc2b2ae35);
  state ^= state >>> 16;
  return state >>> 0;
}

/** A number in [0, 1) that depends only on its inputs. */
export function hashFraction(...inputs: readonly number[]): number {
  return hash(...inputs) / 0x1_0000_0000;
}

const guidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guidForm.test(text);
}

/**
 * A lower-case GUID made from the two numbers. It ends in the second number, in decimal, so that it is recognisable
 * in a log.
 */
export function numberedGuid(family: number, position: number): string {
  const hex = (salt: number): string => hash(family, position, salt).toString(16).padStart(8, '0');
  const first = hex(1);
  const second = hex(2);
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-8${hex(3).slice(5)}-${String(position).padStart(12, '0')}`;
}

/** The number that `numberedGuid` put at the end, or `undefined` when the GUID ends in something else. */
export function positionInGuid(guid: string): number | undefined {
  const end = guid.slice(-12);
  return /^\d{12}$/.test(end) ? Number(end) : undefined;
}
