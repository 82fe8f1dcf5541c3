import { services, workloads } from './catalogue.ts';
import type { CheckedDataSet, CheckedRow } from './data-set.ts';
import {
  createCustomer,
  type Customer,
  type Facts,
  type Service,
  type ServiceSnapshots,
  type UsageFact,
  type Workload,
} from './facts.ts';
import { hash, numberedGuid } from './hash.ts';
import { documentedDates } from './named-customers.ts';

/** Converts a data set to facts. Customers keep the order in which the data set first names them. */
export function factsOfDataSet(dataSet: CheckedDataSet): Facts {
  const customers = customersOf(dataSet);
  const positions = new Map(customers.map(({ id }, index) => [id, index]));
  const usage: UsageFact[][] = customers.map(() => []);
  const latestDays = new Map<string, string>();

  for (const row of dataSet.rows) {
    const index = positions.get(row.customerTenantId.toLowerCase()) ?? 0;
    const known = customers[index];
    if (known === undefined) continue;
    const fact = toFact(row, known);
    usage[index]?.push(fact);
    const latest = latestDays.get(row.serviceCode) ?? '';
    if (dayOf(fact) > latest) latestDays.set(row.serviceCode, dayOf(fact));
  }

  const usageOf = (index: number, day: string | undefined): readonly UsageFact[] =>
    (usage[index] ?? []).filter((fact) => dayOf(fact) === (day ?? latestDays.get(fact.product.service.code)));

  return {
    customerCount: customers.length,
    snapshots: snapshotsOf(usage.flat()),
    customerAt(index) {
      const found = customers[index];
      if (found === undefined) throw new RangeError(`There is no customer at ${index}.`);
      return found;
    },
    indexOfCustomer: (id) => positions.get(id.toLowerCase()),
    usageOf,
    usageCountOf: (index, day) => usageOf(index, day).length,
  };
}

function snapshotsOf(facts: readonly UsageFact[]): readonly ServiceSnapshots[] {
  const byService = new Map<string, { readonly service: Service; readonly days: Set<string> }>();
  for (const fact of facts) {
    const { service } = fact.product;
    const known = byService.get(service.code) ?? { service, days: new Set() };
    known.days.add(dayOf(fact));
    byService.set(service.code, known);
  }
  return [...byService.values()].map(({ service, days }) => ({
    service,
    days: [...days].sort().toReversed(),
  }));
}

function dayOf(fact: UsageFact): string {
  return fact.processedDateTime.slice(0, 10);
}

function customersOf(dataSet: CheckedDataSet): readonly Customer[] {
  const byId = new Map<string, Customer>();
  const rows = dataSet.rows.map((row) => ({ id: row.customerTenantId, name: row.customerName }));
  for (const entry of [...dataSet.customers, ...rows]) {
    const id = entry.id.toLowerCase();
    const domain = 'domain' in entry ? entry.domain : undefined;
    if (!byId.has(id)) {
      byId.set(id, createCustomer(id, entry.name, domain ?? `customer${byId.size + 1}.onmicrosoft.com`));
    }
  }
  return [...byId.values()];
}

function toFact(row: CheckedRow, owner: Customer): UsageFact {
  return {
    customer: owner,
    product: {
      id: (row.productId ?? numberedGuid(textHash(row.productName), 0)).toUpperCase(),
      name: row.productName,
      service: serviceOf(row),
    },
    workload: workloadOf(row),
    channel: row.channel ?? 'reseller',
    processedDateTime: row.processedDateTime ?? defaultMoment(row.serviceCode),
    active: row.licensesActive,
    qualified: row.licensesQualified,
  };
}

function serviceOf({ serviceCode, serviceName }: CheckedRow): Service {
  const known = Object.values(services).find(({ code }) => code === serviceCode);
  return { code: serviceCode, name: serviceName ?? known?.name ?? serviceCode };
}

function workloadOf({ workloadCode, workloadName }: CheckedRow): Workload {
  const known = Object.values(workloads).find(({ name }) => name === workloadName);
  return {
    code: workloadCode ?? known?.code ?? workloadName.toUpperCase().replaceAll(' ', ''),
    name: workloadName,
  };
}

function defaultMoment(serviceCode: string): string {
  return `${serviceCode === 'crm' ? documentedDates.crm : documentedDates.o365}T00:00:00`;
}

function textHash(text: string): number {
  return hash(...Array.from(text, (character) => character.codePointAt(0) ?? 0));
}
