import type { components } from '@licenses-usage/client/schema';

import type { UsageFact } from './facts.ts';

/** The fields that `filter` and `groupby` may name, in documented order. */
export type Field = components['schemas']['LicensesUsageField'];

const readers = {
  workloadCode: (fact) => fact.workload.code,
  workloadName: (fact) => fact.workload.name,
  serviceCode: (fact) => fact.product.service.code,
  serviceName: (fact) => fact.product.service.name,
  channel: (fact) => fact.channel,
  customerTenantId: (fact) => fact.customer.tenantId,
  customerName: (fact) => fact.customer.name,
  productId: (fact) => fact.product.id,
  productName: (fact) => fact.product.name,
} as const satisfies Record<Field, (fact: UsageFact) => string>;

export function isField(name: string): name is Field {
  return Object.hasOwn(readers, name);
}

export const fields: readonly Field[] = Object.keys(readers).filter(isField);

export function readField(fact: UsageFact, field: Field): string {
  return readers[field](fact);
}
