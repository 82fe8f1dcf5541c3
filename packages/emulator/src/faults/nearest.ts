/** The candidate that shares the most pairs of neighbouring letters with the text: what somebody who mistyped probably meant. */
export function nearest(text: string, candidates: readonly string[]): string {
  const wanted = pairsOf(text);
  const score = (candidate: string): number => {
    const pairs = pairsOf(candidate);
    const shared = [...pairs].filter((pair) => wanted.has(pair)).length;
    return (2 * shared) / (pairs.size + wanted.size);
  };
  return candidates.reduce(
    (best, candidate) => (score(candidate) > score(best) ? candidate : best),
    candidates[0] ?? '',
  );
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from(` ${text} `, (letter, index) => letter + (` ${text} `[index + 1] ?? '')));
}
