/** The first place where a committed file differs from what the description yields. */
export interface Drift {
  /** Counted from 1. */
  readonly line: number;
  /** What the description yields there; null when the file should have ended. */
  readonly expected: string | null;
  /** What the file holds there; null when it ended too early. */
  readonly actual: string | null;
}

/** Finds the first differing line, or null when both texts are the same to the byte. */
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
