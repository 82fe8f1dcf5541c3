/* Compares or scans a fleet over HTTP, and reports the peak memory of this process. */
import { createClient } from '@licenses-usage/client';
import {
  compareFleetUsage,
  comparePartnerUsage,
  listCustomerUsage,
  scanCustomerUsage,
} from '@licenses-usage/client/migrate';
import { customerIdAt, rowsPerCustomer } from './fleet.ts';

const [work = '', baseUrl = '', rowCount = ''] = process.argv.slice(2);
const client = createClient({ credential: () => 'bench', baseUrl });

function* customers() {
  for (let customer = 0; customer < Number(rowCount) / rowsPerCustomer; customer += 1)
    yield customerIdAt(customer);
}

/** Each resolves to the number of rows that it read. */
const works: Readonly<Record<string, () => Promise<number>>> = {
  async compareFleetUsage() {
    let rows = 0;
    for await (const parity of compareFleetUsage(client, { customers: customers() })) {
      if (parity.status !== 'compared' || parity.report.verdict !== 'agree')
        throw new Error(JSON.stringify(parity));
      rows += parity.report.agreed;
    }
    return rows;
  },
  async comparePartnerUsage() {
    const report = await comparePartnerUsage([], client.listLicensesUsage());
    return report.asOf.length === 1 ? Number(rowCount) : 0;
  },
  async scanCustomerUsage() {
    let rows = 0;
    for await (const result of scanCustomerUsage(client, { customers: customers() })) {
      if (result.status === 'failed') throw result.error;
      rows += result.usage.items.length;
    }
    return rows;
  },
  async listCustomerUsage() {
    let rows = 0;
    for await (const { usage } of listCustomerUsage(client)) rows += usage.items.length;
    return rows;
  },
};

const startedAt = performance.now();
const rows = await works[work]?.();
if (rows !== Number(rowCount)) throw new Error(`${work} went through ${rows} of ${rowCount} rows.`);
process.send?.({
  seconds: (performance.now() - startedAt) / 1000,
  peakInMiB: process.resourceUsage().maxRSS / 1024,
});
