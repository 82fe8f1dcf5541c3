import type { components } from '@licenses-usage/client/schema';

import type { LicensesFact, UsageFact } from './facts.ts';

type UsageField = components['schemas']['LicensesUsageField'];
type DeploymentField = components['schemas']['LicensesDeploymentField'];

/** The fields that `filter` and `groupby` may name, in documented order, and how to read them from a fact. */
export interface Fields<Fact, Field extends string = string> {
  readonly names: readonly Field[];
  has(name: string): name is Field;
  read(fact: Fact, field: Field): string;
}

const deploymentReaders = {
  serviceCode: (fact) => fact.product.service.code,
  serviceName: (fact) => fact.product.service.name,
  channel: (fact) => fact.channel,
  customerTenantId: (fact) => fact.customer.tenantId,
  customerName: (fact) => fact.customer.name,
  productId: (fact) => fact.product.id,
  productName: (fact) => fact.product.name,
} as const satisfies Record<DeploymentField, (fact: LicensesFact) => string>;

const usageReaders = {
  workloadCode: (fact: UsageFact) => fact.workload.code,
  workloadName: (fact: UsageFact) => fact.workload.name,
  ...deploymentReaders,
} as const satisfies Record<UsageField, (fact: UsageFact) => string>;

function createFields<Fact, Field extends string>(
  readers: Readonly<Record<Field, (fact: Fact) => string>>,
): Fields<Fact, Field> {
  const has = (name: string): name is Field => Object.hasOwn(readers, name);
  return { names: Object.keys(readers).filter(has), has, read: (fact, field) => readers[field](fact) };
}

export const usageFields: Fields<UsageFact, UsageField> = createFields(usageReaders);
export const deploymentFields: Fields<LicensesFact, DeploymentField> = createFields(deploymentReaders);
