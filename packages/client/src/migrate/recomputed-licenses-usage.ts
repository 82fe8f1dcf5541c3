import type { LicensesUsageCollection } from '../decode/collection.ts';

/**
 * What a superseded operation would have answered, made from rows of the superseding one. It has no `context`: no
 * request of its own stands behind it.
 */
export interface RecomputedLicensesUsage<Insight> extends Omit<LicensesUsageCollection<Insight>, 'context'> {}

export function recomputedCollection<Insight>(items: Insight[]): RecomputedLicensesUsage<Insight> {
  return { totalCount: items.length, items, attributes: { objectType: 'Collection' } };
}
