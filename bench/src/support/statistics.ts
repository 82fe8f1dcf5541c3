export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** @throws {Error} when there is nothing to summarise: a median of nothing is not a figure. */
export function summarise(values: readonly number[]): Spread {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted[sorted.length >> 1];
  const below = sorted[(sorted.length - 1) >> 1];
  const [min] = sorted;
  const max = sorted.at(-1);
  if (middle === undefined || below === undefined || min === undefined || max === undefined) {
    throw new Error('There is nothing to summarise.');
  }
  return { median: (middle + below) / 2, min, max };
}

/** The ratios of the rounds, because a slow machine slows both values of a round. */
export function pairRatios(values: readonly number[], references: readonly number[]): Spread {
  if (values.length !== references.length) throw new Error('Not every round has a pair.');
  return summarise(values.map((value, round) => value / (references[round] ?? Number.NaN)));
}
