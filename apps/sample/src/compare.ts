import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '@licenses-usage/client';
import * as migrate from '@licenses-usage/client/migrate';
import type { readAfter } from './after.ts';
import type { readBefore } from './before.ts';

export type Insight = CustomerLicensesUsageInsights | PartnerLicensesUsageInsights;
type Before = Awaited<ReturnType<typeof readBefore>>;
type After = Awaited<ReturnType<typeof readAfter>>;

/** Holds the two code paths against each other: a report for programs, and pairs for the eye. */
export function compare(before: Before, after: After, customerId: string) {
  const customer = migrate.compareCustomerUsage(before.customer, after.customer, { customerId });
  const partner = migrate.comparePartnerUsage(before.partner, after.partner);
  const recomputed = migrate.toCustomerLicensesUsage(after.customer);
  const recomputedPartner = migrate.toPartnerLicensesUsage(after.partner);
  return {
    customer: { ...customer, pairs: pair(before.customer, recomputed.items) },
    partner: { ...partner, pairs: pair(before.partner, recomputedPartner.items) },
  };
}

/** Pairs the insights of both code paths, whatever their order; what one of them lacks stands alone. */
export function pair(legacy: readonly Insight[], recomputed: readonly Insight[]) {
  const rows = new Map([...recomputed, ...legacy].map((insight) => [keyOf(insight), insight]));
  const factsIn = (side: readonly Insight[], key: string) =>
    side.filter((insight) => keyOf(insight) === key).map(factsOf)[0];
  return Array.from(rows, ([key, insight]) => {
    return { ...insight, legacy: factsIn(legacy, key), current: factsIn(recomputed, key) };
  });
}

/** What an insight of either kind says, its percentage rounded as the superseded operations do. */
export function factsOf(insight: Insight) {
  if (!('usagePercent' in insight))
    return { percent: migrate.roundPercent(insight.proratedLicensesUsagePercent) };
  const counts = `${insight.licensesActive}/${insight.licensesQualified}`;
  return { counts, percent: migrate.roundPercent(insight.usagePercent) };
}

/** What makes two insights the same. Codes and names compare without regard to case. */
function keyOf(insight: Insight): string {
  const product = 'productName' in insight ? insight.productName : null;
  return JSON.stringify([product, insight.serviceName, insight.workloadName, insight.channel]).toLowerCase();
}
