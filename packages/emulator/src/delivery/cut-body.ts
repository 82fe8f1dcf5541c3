/** The half of a body that arrives before a connection stalls or breaks. At least one byte, where there is one. */
export function firstHalf(bytes: Uint8Array): Uint8Array {
  return bytes.subarray(0, Math.ceil(bytes.length / 2));
}

export function inPieces(bytes: Uint8Array, pieces: number): readonly Uint8Array[] {
  const size = Math.max(1, Math.ceil(bytes.length / pieces));
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
}
