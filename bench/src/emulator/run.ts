import { createEmulator, documentedCustomerId } from '@licenses-usage/emulator';

import { describeMachine } from '../support/machine.ts';
import { ask, start } from '../support/processes.ts';
import { formatTable } from '../support/table.ts';
import { load } from './load.ts';

/*
 * The speed of the emulator, and its memory for a million rows. The server runs in a separate process. The numbers
 * are valid for the machine and the load that are printed with them.
 */
const durationInMs = 3000;
const million = 1_000_000;
const small = `/v1/customers/${documentedCustomerId}/analytics/licenses/usage`;
const page = '/v1/analytics/commercial/usage/license/?top=10000';
const headers = { Authorization: 'Bearer bench' };

async function startServer(customers: number) {
  const child = start('server', new URL('server.ts', import.meta.url), [String(customers)]);
  const port = (await ask(child)).get('port');
  return {
    url: `http://127.0.0.1:${port}`,
    peakInMiB: async () => (await ask(child, { what: 'peak' })).get('peakInMiB') ?? Number.NaN,
    stop: () => child.disconnect(),
  };
}

async function countRows(url: string): Promise<number> {
  const { TotalCount }: { TotalCount: number } = await (await fetch(url, { headers })).json();
  return TotalCount;
}

/** Reads pages until this many rows have arrived; resolves to their number. */
async function walk(url: string, rows: number): Promise<number> {
  let told = 0;
  for (let skip = 0; skip < rows; skip += 10_000) {
    const response = await fetch(`${url}${page}&skip=${skip}`, { headers });
    const { Value }: { Value: readonly unknown[] } = await response.json();
    told += Value.length;
  }
  return told;
}

async function walkFresh(customers: number, rows: number): Promise<readonly string[]> {
  const server = await startServer(customers);
  const atStart = await server.peakInMiB();
  const started = performance.now();
  const told = await walk(server.url, rows);
  const seconds = (performance.now() - started) / 1000;
  const peak = await server.peakInMiB();
  server.stop();
  return [
    `walk of ${told.toLocaleString('en')} rows`,
    `${seconds.toFixed(1)} s`,
    `${peak.toFixed(0)} MiB peak`,
    `${atStart.toFixed(0)} MiB at start`,
  ];
}

console.log(describeMachine());

const emulator = createEmulator();
const started = performance.now();
let answered = 0;
while (performance.now() - started < durationInMs) {
  await (await emulator.fetch(`http://emulator${small}`, { headers })).text();
  answered += 1;
}
const inProcess = (answered / durationInMs) * 1000;

// The size of the emulator is set in customers: find out how many have a million rows.
const sample = await startServer(10_000);
const rowsPerCustomer = (await countRows(`${sample.url}${page.replace('10000', '1')}`)) / 10_000;
await load(sample.url + small, 16, 500);
const smallLoad = await load(sample.url + small, 16, durationInMs);
const pageLoad = await load(sample.url + page, 2, durationInMs);
sample.stop();

const customers = Math.ceil((million / rowsPerCustomer) * 1.01);
const walks: (readonly string[])[] = [];
for (const rows of [10_000, 100_000, million]) walks.push(await walkFresh(customers, rows));

console.log(
  formatTable([
    ['customer answer, 1.7 kB, in process', `${inProcess.toFixed(0)} /s`],
    ['customer answer, 1.7 kB, over HTTP, 16 at a time', `${smallLoad.requestsPerSecond.toFixed(0)} /s`],
    [
      'page of 10,000 rows, over HTTP, 2 at a time',
      `${pageLoad.requestsPerSecond.toFixed(1)} /s`,
      `${pageLoad.mibPerSecond.toFixed(0)} MiB/s`,
    ],
    ...walks,
  ]),
);
