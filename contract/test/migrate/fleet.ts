/*
 * Parity over a fleet of a million rows, run on purpose: `node test/migrate/fleet.ts [customers] [seed]`. Ends with code 1 when
 * a report is unexpected or missing.
 */
import { compareSeededFleet } from './support/compare-seeded-fleet.ts';

const [customers = 200_000, seed = 2026] = process.argv.slice(2).map(Number);
const startedAt = performance.now();
const fleet = await compareSeededFleet(customers, seed);
const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);

console.log(`${fleet.rows} rows of ${fleet.customers} customers, ${fleet.requests} requests, ${seconds} s`);
console.log(`Peak memory, emulator included: ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`);
console.log(`Customers by verdict: ${JSON.stringify(fleet.verdicts)}`);
console.log(`Partner: ${fleet.partner.walked} over all rows, ${fleet.partner.grouped} over grouped rows`);
console.log(`Seeded differences: ${fleet.seeded.size}`);
for (const [title, said] of fleet.seeded) console.log(`  ${title}: ${said}`);
console.log(`Surprises: ${fleet.surprises.length}`);
for (const surprise of fleet.surprises.slice(0, 20)) console.log(`  ${surprise}`);

const isAsExpected =
  fleet.surprises.length === 0 && fleet.partner.walked === 'agree' && fleet.partner.grouped === 'agree';
process.exitCode = isAsExpected ? 0 : 1;
