import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../answer/answer.ts';
import { legacyJson } from '../answer/legacy-json.ts';
import type { OperationContext } from './context.ts';
import { percent } from './percent.ts';
import { totalsOf } from './totals.ts';

type Collection = components['schemas']['PartnerLicensesUsageInsightsCollection'];

/**
 * The superseded partner operation: one row per service, workload and channel over all customers, weighted by seats, in the
 * order and key order of the documented answer.
 */
export function getPartnerLicensesUsage({ facts }: OperationContext): Answer {
  const totals = totalsOf(facts, {
    factsOf: (usage) => usage,
    keyOf: ({ product, workload, channel }) => [product.service.code, workload.name, channel],
    part: ({ active }) => active,
    whole: ({ qualified }) => qualified,
  });
  const body = {
    totalCount: totals.length,
    items: totals.map(({ fact, part, whole }) => ({
      proratedLicensesUsagePercent: percent(part, whole),
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
