import { loadavg } from 'node:os';

import { createEmulator, documentedCustomerId } from '../src/index.ts';
import { load } from './load.ts';
import { startServer } from './measured-server.ts';

/*
 * How fast the emulator answers, and how much memory it takes to tell a million rows. The server runs in a process of its own; the
 * numbers hold for the machine and the load that are printed with them.
 */
const durationInMs = 3000;
const million = 1_000_000;
const small = `/v1/customers/${documentedCustomerId}/analytics/licenses/usage`;
const page = '/v1/analytics/commercial/usage/license/?top=10000';
const headers = { Authorization: 'Bearer bench' };

function print(what: string, ...numbers: readonly string[]): void {
  process.stdout.write(`${what.padEnd(52)}${numbers.map((number) => number.padStart(18)).join('')}\n`);
}

async function rowsOf(url: string): Promise<number> {
  const { TotalCount }: { TotalCount: number } = await (await fetch(url, { headers })).json();
  return TotalCount;
}

/** Walks pages until so many rows have been told; resolves to how many were. */
async function walk(url: string, rows: number): Promise<number> {
  let told = 0;
  for (let skip = 0; skip < rows; skip += 10_000) {
    const response = await fetch(`${url}${page}&skip=${skip}`, { headers });
    const { Value }: { Value: readonly unknown[] } = await response.json();
    told += Value.length;
  }
  return told;
}

async function walkFresh(customers: number, rows: number): Promise<void> {
  const server = await startServer(customers);
  const atStart = await server.peakInMiB();
  const started = performance.now();
  const told = await walk(server.url, rows);
  const seconds = (performance.now() - started) / 1000;
  print(
    `walk of ${told.toLocaleString('en')} rows`,
    `${seconds.toFixed(1)} s`,
    `${(await server.peakInMiB()).toFixed(0)} MiB peak`,
    `${atStart.toFixed(0)} MiB at start`,
  );
  server.stop();
}

print(
  `Node ${process.version}, load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' ')}`,
);

const emulator = createEmulator();
const started = performance.now();
let answered = 0;
while (performance.now() - started < durationInMs) {
  await (await emulator.fetch(`http://emulator${small}`, { headers })).text();
  answered += 1;
}
print('customer answer, 1.7 kB, in process', `${((answered / durationInMs) * 1000).toFixed(0)} /s`);

// Grows by the customer: find out how many customers tell a million rows.
const sample = await startServer(10_000);
const rowsPerCustomer = (await rowsOf(`${sample.url}${page.replace('10000', '1')}`)) / 10_000;
await load(sample.url + small, 16, 500);
const smallLoad = await load(sample.url + small, 16, durationInMs);
print('customer answer, 1.7 kB, over HTTP, 16 at a time', `${smallLoad.requestsPerSecond.toFixed(0)} /s`);
const pageLoad = await load(sample.url + page, 2, durationInMs);
print(
  'page of 10,000 rows, over HTTP, 2 at a time',
  `${pageLoad.requestsPerSecond.toFixed(1)} /s`,
  `${pageLoad.mibPerSecond.toFixed(0)} MiB/s`,
);
sample.stop();

const customers = Math.ceil((million / rowsPerCustomer) * 1.01);
await walkFresh(customers, 10_000);
await walkFresh(customers, 100_000);
await walkFresh(customers, million);
