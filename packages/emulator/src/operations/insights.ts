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
    usage.map((fact): Schemas['CustomerLicensesUsageInsights'] => ({
      customerName: fact.customer.name,
      productName: fact.product.name,
      licensesActive: fact.active,
      licensesQualified: fact.qualified,
      usagePercent: percent(fact.active, fact.qualified),
      workloadName: fact.workload.name,
      ...commonFields(fact),
      attributes: { objectType: 'CustomerLicensesUsageInsights' },
    })),
  );
}

/** The superseded customer operation on deployment: every product of one customer. */
export function getCustomerLicensesDeployment(context: OperationContext): Answer {
  const deployment = deploymentOf(context.facts.usageOf(customerOf(context), undefined));
  return answerCollection(
    'CustomerLicensesDeploymentInsights',
    deployment.map((fact): Schemas['CustomerLicensesDeploymentInsights'] => ({
      customerName: fact.customer.name,
      productName: fact.product.name,
      licensesDeployed: fact.deployed,
      deploymentPercent: percent(fact.deployed, fact.sold),
      licensesSold: fact.sold,
      ...commonFields(fact),
      attributes: { objectType: 'CustomerLicensesDeploymentInsights' },
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
    totals.map(({ fact, part, whole }): Schemas['PartnerLicensesUsageInsights'] => ({
      proratedLicensesUsagePercent: percent(part, whole),
      workloadName: fact.workload.name,
      ...commonFields(fact),
      attributes: { objectType: 'PartnerLicensesUsageInsights' },
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
    totals.map(({ fact, part, whole }): Schemas['PartnerLicensesDeploymentInsights'] => ({
      proratedDeploymentPercent: percent(part, whole),
      licensesSold: whole,
      ...commonFields(fact),
      attributes: { objectType: 'PartnerLicensesDeploymentInsights' },
    })),
  );
}

/** Fields of the reference that are in no documented answer. The fault `documented-optional-fields` sends them. */
const leftOut = ['workloadCode', 'serviceCode', 'customerId'];

function answerCollection(model: string, facts: readonly object[]): Answer {
  const items = facts.map(completeRows(model, leftOut));
  const body = { totalCount: items.length, items, attributes: { objectType: 'Collection' } };
  return jsonAnswer(200, legacyJson(body));
}

function commonFields({ processedDateTime, product, channel }: LicensesFact) {
  return { processedDateTime: `${processedDateTime}+00:00`, serviceName: product.service.code, channel };
}

/** The sum over all facts with the same key, such as 41 active of 80 qualified licences. */
interface Total<Fact> {
  readonly key: readonly string[];
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
      const key = keyOf(fact);
      const id = JSON.stringify(key);
      const before = totals.get(id) ?? { key, fact, part: 0, whole: 0 };
      totals.set(id, { ...before, part: before.part + part(fact), whole: before.whole + whole(fact) });
    }
  }
  return [...totals.values()].toSorted((left, right) => compareKeys(left.key, right.key));
}

function compareKeys(left: readonly string[], right: readonly string[]): number {
  for (const [position, part] of left.entries()) {
    const other = right[position] ?? '';
    if (part !== other) return part < other ? -1 : 1;
  }
  return 0;
}
