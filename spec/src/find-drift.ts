/** The first line in which a committed file differs from the generated one. */
export interface Drift {
  /** Counted from 1. */
  readonly line: number;
  /** The generated line; null when the file should have ended. */
  readonly expected: string | null;
  /** The committed line; null when the file ended too early. */
  readonly actual: string | null;
}

/** Finds the first differing line; null when both texts are identical. */
export function findDrift(expected: string, actual: string): Drift | null {
  if (expected === actual) return null;
  const expectedLines = expected.split('\n');
  const actualLines = actual.split('\n');
  const index = expectedLines.findIndex((line, position) => line !== actualLines[position]);
  const position = index === -1 ? expectedLines.length : index;
  return {
    line: position + 1,
    expected: expectedLines[position] ?? null,
    actual: actualLines[position] ?? null,
  };
}
