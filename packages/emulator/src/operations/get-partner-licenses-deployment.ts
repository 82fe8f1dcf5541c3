import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../answer/answer.ts';
import { legacyJson } from '../answer/legacy-json.ts';
import { deploymentOf } from '../facts/deployment.ts';
import type { OperationContext } from './context.ts';
import { percent } from './percent.ts';
import { totalsOf } from './totals.ts';

type Collection = components['schemas']['PartnerLicensesDeploymentInsightsCollection'];

/** The superseded partner operation on deployment: one row per service and channel, in the key order of the documented answer. */
export function getPartnerLicensesDeployment({ facts }: OperationContext): Answer {
  const totals = totalsOf(facts, {
    factsOf: deploymentOf,
    keyOf: ({ product, channel }) => [product.service.code, channel],
    part: ({ deployed }) => deployed,
    whole: ({ sold }) => sold,
  });
  const body = {
    totalCount: totals.length,
    items: totals.map(({ fact, part, whole }) => ({
      proratedDeploymentPercent: percent(part, whole),
      licensesSold: whole,
      processedDateTime: `${fact.processedDateTime}+00:00`,
      serviceName: fact.product.service.code,
      channel: fact.channel,
      attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
    })),
    attributes: { objectType: 'Collection' },
  } satisfies Collection;
  return jsonAnswer(200, legacyJson(body));
}
