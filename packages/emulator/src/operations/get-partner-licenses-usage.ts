import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../answer/answer.ts';
import { legacyJson } from '../answer/legacy-json.ts';
import type { Facts, UsageFact } from '../facts/facts.ts';
import type { OperationContext } from './context.ts';
import { percent } from './percent.ts';

type Collection = components['schemas']['PartnerLicensesUsageInsightsCollection'];

interface Total {
  readonly fact: UsageFact;
  active: number;
  qualified: number;
}

/**
 * The superseded partner operation: one row per service, workload and channel over all customers, weighted by seats, in the
 * order and key order of the documented answer.
 */
export function getPartnerLicensesUsage({ facts }: OperationContext): Answer {
  const totals = [...totalsOf(facts).values()].toSorted(byServiceWorkloadChannel);
  const body = {
    totalCount: totals.length,
    items: totals.map(({ fact, active, qualified }) => ({
      proratedLicensesUsagePercent: percent(active, qualified),
      workloadName: fact.workload.name,
      processedDateTime: `${fact.processedDateTime}+00:00`,
      serviceName: fact.product.service.code,
      channel: fact.channel,
      attributes: { objectType: 'PartnerLicensesUsageInsights' },
    })),
    attributes: { objectType: 'Collection' },
  } satisfies Collection;
  return jsonAnswer(200, legacyJson(body));
}

function totalsOf(facts: Facts): ReadonlyMap<string, Total> {
  const totals = new Map<string, Total>();
  for (let index = 0; index < facts.customerCount; index += 1) {
    for (const fact of facts.usageOf(index, undefined)) {
      const key = JSON.stringify(sortKey(fact));
      const total = totals.get(key) ?? { fact, active: 0, qualified: 0 };
      total.active += fact.active;
      total.qualified += fact.qualified;
      totals.set(key, total);
    }
  }
  return totals;
}

function sortKey(fact: UsageFact): readonly string[] {
  return [fact.product.service.code, fact.workload.name, fact.channel];
}

function byServiceWorkloadChannel(left: Total, right: Total): number {
  const rightKey = sortKey(right.fact);
  for (const [position, part] of sortKey(left.fact).entries()) {
    const other = rightKey[position] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
