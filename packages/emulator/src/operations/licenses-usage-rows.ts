import type { components } from '@licenses-usage/client/schema';

import type { Facts, UsageFact } from '../facts/facts.ts';
import { type Field, readField } from '../facts/fields.ts';
import type { LicensesUsageQuery } from './licenses-usage-query.ts';

type Row = components['schemas']['LicensesUsageRow'];
type Group = components['schemas']['LicensesUsageGroup'];

interface RowsOfPage<Item extends Row | Group> {
  readonly rows: readonly Item[];
  /** How many rows match over all pages. */
  readonly totalCount: number;
}

/** One page of ungrouped rows. Only the rows of this page are ever held. */
export function selectRows(facts: Facts, query: LicensesUsageQuery): RowsOfPage<Row> {
  const end = query.skip + query.top;
  const rows: Row[] = [];
  let matching = 0;
  for (let index = 0; index < facts.customerCount; index += 1) {
    if (query.predicate === undefined) {
      const count = facts.usageCountOf(index, query.processedDay);
      if (matching + count <= query.skip || matching >= end) {
        matching += count;
        continue;
      }
    }
    for (const fact of facts.usageOf(index, query.processedDay)) {
      if (query.predicate?.(fact) === false) continue;
      if (matching >= query.skip && matching < end) rows.push(toRow(fact));
      matching += 1;
    }
  }
  return { rows, totalCount: matching };
}

/** One page of grouped rows, in the order in which the groups were first met. */
export function groupRows(
  facts: Facts,
  query: LicensesUsageQuery,
  groupBy: readonly Field[],
): RowsOfPage<Group> {
  const groups = new Map<string, { values: readonly string[]; active: number; qualified: number }>();
  for (let index = 0; index < facts.customerCount; index += 1) {
    for (const fact of facts.usageOf(index, query.processedDay)) {
      if (query.predicate?.(fact) === false) continue;
      const values = groupBy.map((field) => readField(fact, field));
      const key = JSON.stringify(values);
      const group = groups.get(key) ?? { values, active: 0, qualified: 0 };
      group.active += fact.active;
      group.qualified += fact.qualified;
      groups.set(key, group);
    }
  }
  const page = [...groups.values()].slice(query.skip, query.skip + query.top);
  const rows = page.map(({ values, active, qualified }) => {
    const named = Object.fromEntries(groupBy.map((field, position) => [field, values[position] ?? '']));
    return Object.assign(named, { licensesActive: active, licensesQualified: qualified });
  });
  return { rows, totalCount: groups.size };
}

function toRow(fact: UsageFact): Row {
  return {
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
  };
}
