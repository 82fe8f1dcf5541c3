/* Reads a list in one way and reports the cost for this process. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createClient } from '@licenses-usage/client';

const [way = '', baseUrl = '', rowCount = '', warmUp = ''] = process.argv.slice(2);
const address = `${baseUrl}/v1/analytics/commercial/usage/license/`;

interface Counted {
  readonly licensesActive: number;
}

interface Page {
  readonly Value: readonly Counted[];
  readonly '@nextLink': string | null;
}

const options = { credential: () => 'bench', baseUrl, commercialPathPrefix: '' } as const;
let firstRowAt = 0;

function sum(rows: readonly Counted[]): number {
  if (firstRowAt === 0) firstRowAt = performance.now();
  let active = 0;
  for (const row of rows) active += row.licensesActive;
  return active;
}

/** Each resolves to the sum over all rows. */
const ways: Readonly<Record<string, (prefetchPages: number) => Promise<number>>> = {
  async limit() {
    let active = 0;
    for (let link: string | null = ''; link !== null;) {
      const response = await fetch(address + link);
      const page: Page = JSON.parse(await response.text());
      active += sum(page.Value);
      link = page['@nextLink'];
    }
    return active;
  },
  async drain() {
    for (let link: string | null = ''; link !== null;) {
      const response = await fetch(address + link);
      let last = new Uint8Array();
      for await (const piece of response.body ?? []) last = piece;
      const text = new TextDecoder().decode(last);
      link = /"@nextLink":"([^"]*)"/.exec(text)?.[1] ?? null;
    }
    return 0;
  },
  async byPage(prefetchPages) {
    let active = 0;
    const list = createClient(options).listLicensesUsage({}, { prefetchPages });
    for await (const page of list.byPage()) active += sum(page.items);
    return active;
  },
  async byBatch(prefetchPages) {
    let active = 0;
    const list = createClient(options).listLicensesUsage({}, { prefetchPages });
    for await (const rows of list.byBatch()) active += sum(rows);
    return active;
  },
  async rows(prefetchPages) {
    let active = 0;
    for await (const row of createClient(options).listLicensesUsage({}, { prefetchPages })) {
      if (firstRowAt === 0) firstRowAt = performance.now();
      active += row.licensesActive;
    }
    return active;
  },
  async wholePageRows(prefetchPages) {
    let active = 0;
    const client = createClient({ ...options, rowBatches: false });
    for await (const row of client.listLicensesUsage({}, { prefetchPages })) active += row.licensesActive;
    return active;
  },
};

const [name = '', prefetch = '1'] = way.split('+');
const walk = ways[name];
if (walk === undefined) throw new Error(`There is no way ${name}.`);
for (let round = 0; round < Number(warmUp); round += 1) await walk(Number(prefetch));
firstRowAt = 0;
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
const cpu = process.cpuUsage();
const startedAt = performance.now();
const result = await walk(Number(prefetch));
const wallInMs = performance.now() - startedAt;
const { user, system } = process.cpuUsage(cpu);
delay.disable();
const pages = Number(rowCount) / 10_000;
const expected = pages * Array.from({ length: 10_000 }, (_, index) => index % 300).reduce((a, b) => a + b);
if (name !== 'drain' && result !== expected) throw new Error(`${way} summed to ${result}, not ${expected}.`);
process.send?.({
  cpuInMs: (user + system) / 1_000,
  wallInMs,
  firstRowInMs: firstRowAt - startedAt,
  blockedInMs: delay.max / 1e6,
  peakInMiB: process.resourceUsage().maxRSS / 1_024,
});
