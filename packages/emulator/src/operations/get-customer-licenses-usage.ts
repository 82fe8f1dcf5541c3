import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../answer/answer.ts';
import { legacyJson } from '../answer/legacy-json.ts';
import type { UsageFact } from '../facts/facts.ts';
import type { OperationContext } from './context.ts';
import { customerOf } from './customer-of.ts';
import { percent } from './percent.ts';

type Collection = components['schemas']['CustomerLicensesUsageInsightsCollection'];
type Insight = components['schemas']['CustomerLicensesUsageInsights'];

/** The superseded customer operation: every row of one customer, in the key order of the documented answer. */
export function getCustomerLicensesUsage(context: OperationContext): Answer {
  const items = context.facts.usageOf(customerOf(context), undefined).map(toInsight);
  const body = {
    totalCount: items.length,
    items,
    attributes: { objectType: 'Collection' },
  } satisfies Collection;
  return jsonAnswer(200, legacyJson(body));
}

function toInsight(fact: UsageFact): Insight {
  return {
    customerName: fact.customer.name,
    productName: fact.product.name,
    licensesActive: fact.active,
    licensesQualified: fact.qualified,
    usagePercent: percent(fact.active, fact.qualified),
    workloadName: fact.workload.name,
    processedDateTime: `${fact.processedDateTime}+00:00`,
    serviceName: fact.product.service.code,
    channel: fact.channel,
    attributes: { objectType: 'CustomerLicensesUsageInsights' },
  };
}
