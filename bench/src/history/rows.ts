import type { LicensesUsageRow } from '@licenses-usage/client';

const workloads = ['Exchange', 'SharePoint', 'Teams', 'Yammer', 'Skype For Business'];
const products = ['Office 365 E1', 'Office 365 E3', 'Office 365 E5', 'Microsoft 365 F3', 'Microsoft 365 E3'];
const rowsOfCustomer = workloads.length * products.length * 2;
const batchSize = 1_000;
const weekInMs = 7 * 86_400_000;

/** Generates rows of one snapshot in batches, 50 for each customer. The usage of one customer in a hundred drifts. */
export function* snapshotRows(rows: number, week: number): Generator<readonly LicensesUsageRow[]> {
  const processedDateTime = dayOf(week);
  let batch: LicensesUsageRow[] = [];
  for (let index = 0; index < rows; index += 1) {
    const customer = Math.floor(index / rowsOfCustomer);
    const line = index % rowsOfCustomer;
    const workload = line % workloads.length;
    const product = Math.floor(line / workloads.length) % products.length;
    const qualified = 5 + ((customer * 7 + line * 3) % 200);
    const row = {
      processedDateTime,
      workloadCode: workloads[workload]?.slice(0, 3).toUpperCase() ?? null,
      workloadName: workloads[workload] ?? null,
      serviceCode: 'o365',
      serviceName: 'Microsoft Office 365',
      channel: line < rowsOfCustomer / 2 ? 'Reseller' : 'Direct',
      customerTenantId: customerId(customer),
      customerName: ['Customer ', customer, ' of Contoso'].join(''),
      productId: `CFQ7TTC0LF${product}S`,
      productName: products[product] ?? null,
      licensesActive: (customer * 13 + line * 5 + (customer % 100 === 0 ? week * 7 : 0)) % (qualified + 1),
      licensesQualified: qualified,
    };
    if (isUsageRow(row)) batch.push(row);
    if (batch.length === batchSize || index === rows - 1) {
      yield batch;
      batch = [];
    }
  }
}

/** Fields that the API description gets later are left out. */
function isUsageRow(row: Partial<LicensesUsageRow>): row is LicensesUsageRow {
  return row.licensesQualified !== undefined;
}

/** The ids and names are joined from parts, because such a text is flat like that of an answer. A concatenation is not. */
export function customerId(customer: number): string {
  return ['aaaabbbb-cccc-4ddd-8eee-', String(customer).padStart(12, '0')].join('');
}

function dayOf(week: number): string {
  return new Date(Date.parse('2025-01-05T00:00:00Z') + week * weekInMs).toISOString().replace('.000Z', 'Z');
}
