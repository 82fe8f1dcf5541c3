import type { components } from '@licenses-usage/client/schema';

import { exampleFields, fieldLists } from '../generated/examples.ts';
import type { LicensesFact, UsageFact } from './facts.ts';

type UsageField = components['schemas']['LicensesUsageField'];
type DeploymentField = components['schemas']['LicensesDeploymentField'];

/**
 * The fields that `filter` and `groupby` may name, in documented order, with their values in a fact. A field that
 * facts don't have holds the description's example in every row.
 */
export interface Fields<Fact, Field extends string = string> {
  readonly names: readonly Field[];
  has(name: string): name is Field;
  read(fact: Fact, field: Field): string;
}

type Readers<Fact, Field extends string> = Readonly<Partial<Record<Field, (fact: Fact) => string>>>;

const deploymentReaders = {
  serviceCode: (fact: LicensesFact) => fact.product.service.code,
  serviceName: (fact: LicensesFact) => fact.product.service.name,
  channel: (fact: LicensesFact) => fact.channel,
  customerTenantId: (fact: LicensesFact) => fact.customer.tenantId,
  customerName: (fact: LicensesFact) => fact.customer.name,
  productId: (fact: LicensesFact) => fact.product.id,
  productName: (fact: LicensesFact) => fact.product.name,
} satisfies Readers<LicensesFact, DeploymentField>;

const usageReaders = {
  workloadCode: (fact: UsageFact) => fact.workload.code,
  workloadName: (fact: UsageFact) => fact.workload.name,
  ...deploymentReaders,
} satisfies Readers<UsageFact, UsageField>;

/** The text that a filter compares. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function createFields<Fact, Field extends string>(
  names: readonly Field[],
  model: string,
  readers: Readers<Fact, Field>,
): Fields<Fact, Field> {
  const known = new Set<string>(names);
  return {
    names,
    has: (name): name is Field => known.has(name),
    read: (fact, field) => readers[field]?.(fact) ?? textOf(exampleFields[model]?.[field]),
  };
}

export const usageFields: Fields<UsageFact, UsageField> = createFields(
  fieldLists.LicensesUsageField,
  'LicensesUsageRow',
  usageReaders,
);
export const deploymentFields: Fields<LicensesFact, DeploymentField> = createFields(
  fieldLists.LicensesDeploymentField,
  'LicensesDeploymentRow',
  deploymentReaders,
);
