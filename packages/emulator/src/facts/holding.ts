import type { CatalogueEntry } from './catalogue.ts';
import type { Customer, Workload } from './facts.ts';

/** What one customer holds of one product's workload, as of the latest snapshot. */
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

/** The holdings of a product bought once: `qualified` seats, and `active[n]` of them used in its n-th workload. */
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
