import { reachedIn } from './goals.ts';
import type { Results } from './results.ts';

/** The committed figures, by section and goal. */
export type Baseline = Readonly<Record<string, number>>;

export interface Verdict {
  readonly name: string;
  readonly value: number;
  readonly expected: number;
  /** The largest value that passes. */
  readonly bound: number;
  readonly isWorse: boolean;
}

/** How much worse a ratio of a few rounds may be by chance on a busy machine. */
export const noiseBand = 0.2;
/** Figures without noise may still change slightly with patch releases of a compiler or bundler. */
const exactBand = 0.02;

export function baselineOf(results: Results): Baseline {
  const guarded = reachedIn(results).filter(({ goal }) => goal.kind !== 'machine');
  return Object.fromEntries(
    guarded.map(({ goal, value }) => [`${goal.section}: ${goal.what}`, Number(value.toPrecision(4))]),
  );
}

/**
 * Compares the figures with the committed ones.
 * @throws {Error} when there is nothing to compare, or a committed figure was not measured.
 */
export function compareWithBaseline(baseline: Baseline, results: Results): readonly Verdict[] {
  const reached = new Map(reachedIn(results).map((one) => [`${one.goal.section}: ${one.goal.what}`, one]));
  const names = Object.keys(baseline);
  if (names.length === 0) throw new Error('The baseline is empty: there is nothing to compare.');
  return names.map((name) => {
    const expected = baseline[name] ?? Number.NaN;
    const one = reached.get(name);
    if (one === undefined) throw new Error(`"${name}" of the baseline was not measured.`);
    const bound = expected * (1 + (one.goal.kind === 'exact' ? exactBand : noiseBand));
    // Negated, so that NaN counts as worse.
    return { name, value: one.value, expected, bound, isWorse: !(one.value <= bound) };
  });
}
