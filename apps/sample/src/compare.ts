import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '@licenses-usage/client';
import { roundPercent } from '@licenses-usage/client/migrate';

export type Insight = CustomerLicensesUsageInsights | PartnerLicensesUsageInsights;
type Facts = ReturnType<typeof factsOf>;

/** Pairs the insights of both code paths, whatever their order, and says of each pair whether it agrees. */
export function compare(legacy: readonly Insight[], recomputed: readonly Insight[]) {
  const unpaired = [...recomputed];
  const pairs = legacy.map((insight) => {
    const position = unpaired.findIndex((other) => keyOf(other) === keyOf(insight));
    const before = factsOf(insight);
    const [after = null] = (position === -1 ? [] : unpaired.splice(position, 1)).map(factsOf);
    return { ...grainOf(insight), before, after, agreement: agreementOf(before, after) };
  });
  const added = unpaired.map((insight) => {
    return { ...grainOf(insight), before: null, after: factsOf(insight), agreement: 'new only' as const };
  });
  const rows = [...pairs, ...added];
  const agreeing = rows.filter((row) => row.agreement === 'agree').length;
  const verdict = rows.length === 0 ? 'No data on either side.' : `${agreeing} of ${rows.length} rows agree.`;
  return { verdict, rows };
}

/** What an insight of either kind says, its percentage rounded half up to two decimals. */
export function factsOf(insight: Insight) {
  const { processedDateTime } = insight;
  if (!('usagePercent' in insight))
    return { counts: null, percent: roundPercent(insight.proratedLicensesUsagePercent), processedDateTime };
  const counts = `${insight.licensesActive}/${insight.licensesQualified}`;
  return { counts, percent: roundPercent(insight.usagePercent), processedDateTime };
}

function grainOf(insight: Insight) {
  const { serviceName, workloadName, channel } = insight;
  return {
    productName: 'productName' in insight ? insight.productName : null,
    serviceName,
    workloadName,
    channel,
  };
}

function keyOf(insight: Insight): string {
  return JSON.stringify(grainOf(insight)).toLowerCase();
}

function agreementOf(before: Facts, after: Facts | null) {
  if (after === null) return 'legacy only';
  const [date, otherDate] = [before, after].map((facts) => Date.parse(facts.processedDateTime ?? ''));
  // An unknown date is NaN, which equals nothing.
  if (date !== otherDate) return 'not comparable: other date';
  if (before.counts !== after.counts) return 'differ';
  if (before.percent === after.percent) return 'agree';
  return before.percent === null || after.percent === null ? 'not comparable: none qualified' : 'differ';
}
