/**
 * A well-mixed unsigned 32-bit number that depends on nothing but its inputs: any row of any fleet can be computed without the rows
 * before it, and the same seed tells the same story on every machine. The mixing steps are MurmurHash3's.
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

/** A number in [0, 1) that depends on nothing but its inputs. */
export function hashFraction(...inputs: readonly number[]): number {
  return hash(...inputs) / 0x1_0000_0000;
}
