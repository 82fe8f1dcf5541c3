import { hashFraction } from './hash.ts';
import type { Holding } from './holding.ts';
import { weeksOfHistory } from './snapshots.ts';

/**
 * The counts of a holding some weeks before the latest snapshot: two years ago there were about half the seats and a smaller
 * share of them was used, with a little noise from week to week. The latest snapshot is the holding itself, to the digit.
 */
export function countsAt(
  holding: Holding,
  weeksAgo: number,
  family: number,
): Readonly<{ active: number; qualified: number }> {
  if (weeksAgo === 0) return { active: holding.active, qualified: holding.qualified };
  const age = weeksAgo / weeksOfHistory;
  const noise = 0.95 + 0.1 * hashFraction(family, weeksAgo, holding.qualified, holding.active);
  return {
    qualified: Math.ceil(holding.qualified * (1 - 0.5 * age)),
    active: Math.round(holding.active * (1 - 0.7 * age) * noise),
  };
}
