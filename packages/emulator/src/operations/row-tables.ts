import type { components } from '@licenses-usage/client/schema';

import {
  type DeploymentFact,
  deploymentOf,
  type Facts,
  type LicensesFact,
  type UsageFact,
} from '../facts/facts.ts';
import { deploymentFields, type Fields, usageFields } from '../facts/fields.ts';
import { completeRows } from './described-fields.ts';

/** How a commercial operation makes rows from facts. */
export interface RowTable<Fact, Field extends string, Row, Counts extends object> {
  readonly fields: Fields<Fact, Field>;
  factsOf(facts: Facts, index: number, day: string | undefined): readonly Fact[];
  countOf(facts: Facts, index: number, day: string | undefined): number;
  toRow(fact: Fact): Row;
  /** The counts of an empty group. */
  readonly none: Counts;
  /** Adds a fact to the counts of its group. */
  plus(counts: Counts, fact: Fact): Counts;
}

type Schemas = components['schemas'];

const completeUsage = completeRows<Schemas['LicensesUsageRow']>('LicensesUsageRow');
const completeDeployment = completeRows<Schemas['LicensesDeploymentRow']>('LicensesDeploymentRow');

export const licensesUsageRows: RowTable<
  UsageFact,
  Schemas['LicensesUsageField'],
  Schemas['LicensesUsageRow'],
  Pick<Schemas['LicensesUsageRow'], 'licensesActive' | 'licensesQualified'>
> = {
  fields: usageFields,
  factsOf: (facts, index, day) => facts.usageOf(index, day),
  countOf: (facts, index, day) => facts.usageCountOf(index, day),
  toRow: (fact) =>
    completeUsage({
      processedDateTime: fact.processedDateTime,
      workloadCode: fact.workload.code,
      workloadName: fact.workload.name,
      ...commonFields(fact),
      licensesActive: fact.active,
      licensesQualified: fact.qualified,
    }),
  none: { licensesActive: 0, licensesQualified: 0 },
  plus: ({ licensesActive, licensesQualified }, { active, qualified }) => ({
    licensesActive: licensesActive + active,
    licensesQualified: licensesQualified + qualified,
  }),
};

export const licensesDeploymentRows: RowTable<
  DeploymentFact,
  Schemas['LicensesDeploymentField'],
  Schemas['LicensesDeploymentRow'],
  Pick<Schemas['LicensesDeploymentRow'], 'licensesDeployed' | 'licensesSold'>
> = {
  fields: deploymentFields,
  factsOf: (facts, index, day) => deploymentOf(facts.usageOf(index, day)),
  countOf: (facts, index, day) => deploymentOf(facts.usageOf(index, day)).length,
  toRow: (fact) =>
    completeDeployment({
      processedDateTime: fact.processedDateTime,
      ...commonFields(fact),
      licensesDeployed: fact.deployed,
      licensesSold: fact.sold,
    }),
  none: { licensesDeployed: 0, licensesSold: 0 },
  plus: ({ licensesDeployed, licensesSold }, { deployed, sold }) => ({
    licensesDeployed: licensesDeployed + deployed,
    licensesSold: licensesSold + sold,
  }),
};

function commonFields({ product, channel, customer }: LicensesFact) {
  return {
    serviceCode: product.service.code,
    serviceName: product.service.name,
    channel,
    customerTenantId: customer.tenantId,
    customerName: customer.name,
    productId: product.id,
    productName: product.name,
  };
}
