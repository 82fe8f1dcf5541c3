import type { components } from '@licenses-usage/client/schema';

import type { UsageFact } from '../facts/facts.ts';
import { usageFields } from '../facts/fields.ts';
import type { RowTable } from './row-table.ts';

type Row = components['schemas']['LicensesUsageRow'];
type Counts = Pick<Row, 'licensesActive' | 'licensesQualified'>;

export const licensesUsageRows: RowTable<
  UsageFact,
  components['schemas']['LicensesUsageField'],
  Row,
  Counts
> = {
  fields: usageFields,
  factsOf: (facts, index, day) => facts.usageOf(index, day),
  countOf: (facts, index, day) => facts.usageCountOf(index, day),
  toRow: (fact) => ({
    processedDateTime: fact.processedDateTime,
    workloadCode: fact.workload.code,
    workloadName: fact.workload.name,
    serviceCode: fact.product.service.code,
    serviceName: fact.product.service.name,
    channel: fact.channel,
    customerTenantId: fact.customer.tenantId,
    customerName: fact.customer.name,
    productId: fact.product.id,
    productName: fact.product.name,
    licensesActive: fact.active,
    licensesQualified: fact.qualified,
  }),
  none: { licensesActive: 0, licensesQualified: 0 },
  plus: ({ licensesActive, licensesQualified }, { active, qualified }) => ({
    licensesActive: licensesActive + active,
    licensesQualified: licensesQualified + qualified,
  }),
};
