import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../answer/answer.ts';
import { legacyJson } from '../answer/legacy-json.ts';
import { deploymentOf } from '../facts/deployment.ts';
import type { DeploymentFact } from '../facts/facts.ts';
import type { OperationContext } from './context.ts';
import { customerOf } from './customer-of.ts';
import { percent } from './percent.ts';

type Collection = components['schemas']['CustomerLicensesDeploymentInsightsCollection'];
type Insight = components['schemas']['CustomerLicensesDeploymentInsights'];

/** The superseded customer operation on deployment: every product of one customer, in the key order of the documented answer. */
export function getCustomerLicensesDeployment(context: OperationContext): Answer {
  const items = deploymentOf(context.facts.usageOf(customerOf(context), undefined)).map(toInsight);
  const body = {
    totalCount: items.length,
    items,
    attributes: { objectType: 'Collection' },
  } satisfies Collection;
  return jsonAnswer(200, legacyJson(body));
}

function toInsight(fact: DeploymentFact): Insight {
  return {
    customerName: fact.customer.name,
    productName: fact.product.name,
    licensesDeployed: fact.deployed,
    deploymentPercent: percent(fact.deployed, fact.sold),
    licensesSold: fact.sold,
    processedDateTime: `${fact.processedDateTime}+00:00`,
    serviceName: fact.product.service.code,
    channel: fact.channel,
    attributes: { objectType: 'CustomerLicensesDeploymentInsights' },
  };
}
