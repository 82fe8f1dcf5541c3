import type { CatalogueEntry } from './catalogue.ts';
import type { Customer, Workload } from './facts.ts';
import { hashFraction } from './hash.ts';
import { weeksOfHistory } from './snapshots.ts';

/** The licences of one customer for one workload of a product, as of the latest snapshot. */
export interface Holding {
  readonly product: CatalogueEntry;
  readonly workload: Workload;
  readonly channel: string;
  readonly active: number;
  readonly qualified: number;
}

export interface CustomerHoldings {
  readonly customer: Customer;
  readonly holdings: readonly Holding[];
}

/** The holdings of one purchase of a product: `qualified` seats, of which `active[n]` are used in its n-th workload. */
export function holdingsOf(
  product: CatalogueEntry,
  qualified: number,
  active: readonly number[],
  channel = 'reseller',
): readonly Holding[] {
  return product.workloads.map((workload, position) => ({
    product,
    workload,
    channel,
    active: active[position] ?? 0,
    qualified,
  }));
}

/**
 * The counts of a holding some weeks before the latest snapshot. Two years ago there were about half the seats, and a
 * smaller share of them was used, with a little noise from week to week. The latest snapshot has exactly the counts
 * of the holding.
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
