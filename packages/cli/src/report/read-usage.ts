import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import { CustomerUsage } from './compare-customers.ts';
import {
  type NamedUsage,
  type ServiceDays,
  type WorkloadUsage,
  byMostUnused,
  byUnused,
} from './report-facts.ts';

const workloadFields = ['serviceCode', 'serviceName', 'workloadCode', 'workloadName'] as const;

interface WorkloadRow {
  readonly serviceCode: string | null;
  readonly serviceName: string | null;
  readonly workloadCode: string | null;
  readonly workloadName: string | null;
  readonly licensesActive: number;
  readonly licensesQualified: number;
}

/** The workload of a row, with a dash for a missing name. */
export function toWorkload(row: WorkloadRow): WorkloadUsage {
  const serviceCode = row.serviceCode ?? '';
  return {
    serviceCode,
    serviceName: row.serviceName ?? (serviceCode || '–'),
    workloadName: row.workloadName ?? row.workloadCode ?? '–',
    licensesActive: row.licensesActive,
    licensesQualified: row.licensesQualified,
  };
}

/** All workloads of the latest snapshots, most unused licences first. */
export async function readWorkloads(
  client: LicensesUsageClient,
  abortSignal: AbortSignal,
): Promise<WorkloadUsage[]> {
  const workloads: WorkloadUsage[] = [];
  for await (const row of client.listLicensesUsage({ groupBy: workloadFields }, { abortSignal })) {
    workloads.push(toWorkload(row));
  }
  return workloads.sort(byUnused);
}

/** All products, each by workload: one licence qualifies for several. */
export async function readProducts(
  client: LicensesUsageClient,
  abortSignal: AbortSignal,
): Promise<NamedUsage[]> {
  const products = new Map<string, WorkloadUsage[]>();
  const groupBy = ['productName', ...workloadFields] as const;
  for await (const row of client.listLicensesUsage({ groupBy }, { abortSignal })) {
    const name = row.productName ?? '–';
    const known = products.get(name) ?? [];
    known.push(toWorkload(row));
    products.set(name, known);
  }
  return Array.from(products, ([name, workloads]) => ({ name, workloads: workloads.sort(byUnused) })).sort(
    byMostUnused,
  );
}

export interface ReadCustomersOptions {
  /** Called with the number of rows read so far, and the total if the service reports it. */
  readonly onRows: (rows: number, total: number | undefined) => void;
  readonly abortSignal: AbortSignal;
}

/** The customers of the latest snapshots. */
export async function readCustomers(
  client: LicensesUsageClient,
  options: ReadCustomersOptions,
): Promise<CustomerUsage> {
  const customers = new CustomerUsage();
  await addCustomers(client, customers, {}, options);
  return customers;
}

/**
 * The customers of the previous snapshots. `undefined` if a service has none, because then no customer has come or
 * gone.
 */
export async function readPreviousCustomers(
  client: LicensesUsageClient,
  services: readonly ServiceDays[],
  options: ReadCustomersOptions,
): Promise<CustomerUsage | undefined> {
  if (services.length === 0 || services.some(({ previousDay }) => previousDay === null)) return undefined;
  const customers = new CustomerUsage();
  for (const { serviceCode, previousDay } of services) {
    const query = { filter: eq('serviceCode', serviceCode), processedDateTime: previousDay ?? undefined };
    await addCustomers(client, customers, query, options);
  }
  return customers;
}

async function addCustomers(
  client: LicensesUsageClient,
  customers: CustomerUsage,
  query: { readonly filter?: ReturnType<typeof eq>; readonly processedDateTime?: string | undefined },
  { abortSignal, onRows }: ReadCustomersOptions,
): Promise<void> {
  const groupBy = ['customerTenantId', 'customerName', ...workloadFields] as const;
  let rows = 0;
  for await (const page of client.listLicensesUsage({ ...query, groupBy }, { abortSignal }).byPage()) {
    for (const row of page.items) {
      const customerName = row.customerName ?? row.customerTenantId ?? '–';
      const customerId = row.customerTenantId?.toLowerCase() ?? customerName;
      customers.add({ customerId, customerName, ...toWorkload(row) });
    }
    rows += page.items.length;
    onRows(rows, page.totalCount);
  }
}
