import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer, legacyJson } from '../call/answer.ts';
import { deploymentOf, type Facts, type LicensesFact, type UsageFact } from '../facts/facts.ts';
import { customerOf, type OperationContext, percent } from './context.ts';
import { completeRows } from './described-fields.ts';

type Schemas = components['schemas'];

/** The superseded customer operation: every row of one customer, in the key order of the documented answer. */
export function getCustomerLicensesUsage(context: OperationContext): Answer {
  const usage = context.facts.usageOf(customerOf(context), undefined);
  return answerCollection(
    'CustomerLicensesUsageInsights',
    usage.map((fact): Unattributed<'CustomerLicensesUsageInsights'> => ({
      customerName: fact.customer.name,
      productName: fact.product.name,
      licensesActive: fact.active,
      licensesQualified: fact.qualified,
      usagePercent: percent(fact.active, fact.qualified),
      workloadName: fact.workload.name,
      ...commonFields(fact),
    })),
  );
}

/** The superseded customer operation on deployment: every product of one customer. */
export function getCustomerLicensesDeployment(context: OperationContext): Answer {
  const deployment = deploymentOf(context.facts.usageOf(customerOf(context), undefined));
  return answerCollection(
    'CustomerLicensesDeploymentInsights',
    deployment.map((fact): Unattributed<'CustomerLicensesDeploymentInsights'> => ({
      customerName: fact.customer.name,
      productName: fact.product.name,
      licensesDeployed: fact.deployed,
      deploymentPercent: percent(fact.deployed, fact.sold),
      licensesSold: fact.sold,
      ...commonFields(fact),
    })),
  );
}

/** The superseded partner operation: one row per service, workload and channel over all customers, weighted by seats. */
export function getPartnerLicensesUsage({ facts }: OperationContext): Answer {
  const totals = totalsOf(facts, {
    factsOf: (usage) => usage,
    keyOf: ({ product, workload, channel }) => [product.service.code, workload.name, channel],
    part: ({ active }) => active,
    whole: ({ qualified }) => qualified,
  });
  return answerCollection(
    'PartnerLicensesUsageInsights',
    totals.map(({ fact, part, whole }): Unattributed<'PartnerLicensesUsageInsights'> => ({
      proratedLicensesUsagePercent: percent(part, whole),
      workloadName: fact.workload.name,
      ...commonFields(fact),
    })),
  );
}

/** The superseded partner operation on deployment: one row per service and channel. */
export function getPartnerLicensesDeployment({ facts }: OperationContext): Answer {
  const totals = totalsOf(facts, {
    factsOf: deploymentOf,
    keyOf: ({ product, channel }) => [product.service.code, channel],
    part: ({ deployed }) => deployed,
    whole: ({ sold }) => sold,
  });
  return answerCollection(
    'PartnerLicensesDeploymentInsights',
    totals.map(({ fact, part, whole }): Unattributed<'PartnerLicensesDeploymentInsights'> => ({
      proratedDeploymentPercent: percent(part, whole),
      licensesSold: whole,
      ...commonFields(fact),
    })),
  );
}

/** Fields of the reference that are in no documented answer. The fault `documented-optional-fields` sends them. */
const leftOut = ['workloadCode', 'serviceCode', 'customerId'];

type Unattributed<Model extends keyof Schemas> = Omit<Schemas[Model], 'attributes'>;

function answerCollection<Model extends keyof Schemas>(
  model: Model,
  facts: readonly Unattributed<Model>[],
): Answer {
  const complete = completeRows(model, leftOut);
  const items = facts.map((fact) => complete({ ...fact, attributes: { objectType: model } }));
  const body = { totalCount: items.length, items, attributes: { objectType: 'Collection' } };
  return jsonAnswer(200, legacyJson(body));
}

function commonFields({ processedDateTime, product, channel }: LicensesFact) {
  return { processedDateTime: `${processedDateTime}+00:00`, serviceName: product.service.code, channel };
}

/** The sum over all facts with the same key, such as 41 active of 80 qualified licences. */
interface Total<Fact> {
  /** The first fact. */
  readonly fact: Fact;
  readonly part: number;
  readonly whole: number;
}

interface Share<Fact> {
  readonly factsOf: (usage: readonly UsageFact[]) => readonly Fact[];
  readonly keyOf: (fact: Fact) => readonly string[];
  readonly part: (fact: Fact) => number;
  readonly whole: (fact: Fact) => number;
}

/** Totals over all customers as of the latest snapshot, in the order of their keys. */
function totalsOf<Fact extends LicensesFact>(
  facts: Facts,
  { factsOf, keyOf, part, whole }: Share<Fact>,
): readonly Total<Fact>[] {
  const totals = new Map<string, Total<Fact>>();
  for (let index = 0; index < facts.customerCount; index += 1) {
    for (const fact of factsOf(facts.usageOf(index, undefined))) {
      // Joined by what no name holds and nothing sorts before.
      const key = keyOf(fact).join('\0');
      const before = totals.get(key) ?? { fact, part: 0, whole: 0 };
      totals.set(key, { ...before, part: before.part + part(fact), whole: before.whole + whole(fact) });
    }
  }
  return [...totals].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, total]) => total);
}
