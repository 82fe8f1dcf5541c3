/*
 * A fleet under the limits of a service, in real time, with a real Redis and workers in separate processes: 2,000
 * customers, 100 calls a second, 50 ms each. Prints time / least time, refusals per 1,000 customers, and the lost and
 * repeated customers. Fails when a customer is lost. `npx -y pnpm@12 bench:fleet killed outage` selects rows, `--runs
 * 3` repeats them, `--customers 500` is shorter. `bench:fleet chaos --minutes 10` runs only if it is named. `--write`
 * puts the figures into docs/fleet.md.
 */
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createClient } from '@licenses-usage/client';
import { scanCustomerUsage } from '@licenses-usage/client/migrate';
import { createEmulator } from '@licenses-usage/emulator';
import { describeMachine } from '../support/machine.ts';
import { replacePart } from '../support/replace-part.ts';
import { bundleWorker } from './bundle-worker.ts';
import { createRows } from './rows.ts';
import { leastInSeconds, playScene, type Outcome, type SceneOptions } from './scene.ts';
import { formatFigures, type RowFigures, type RunFigures } from './table.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1' },
    customers: { type: 'string', default: '2000' },
    minutes: { type: 'string', default: '2' },
    write: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs);
const rows = createRows({ customers: Number(values.customers), minutes: Number(values.minutes) });
const unknown = positionals.filter((name) => !(name in rows));
if (unknown.length > 0) {
  console.error(`No such row: ${unknown.join(', ')}. There are ${Object.keys(rows).join(', ')}.`);
  process.exit(2);
}

console.log(describeMachine());
const head = ['', 's', '÷ least', 'CPU s', '429 per 1,000', 'lost', 'asked again', 'bytes in Redis'];
const widths = [44, 6, 7, 6, 13, 5, 24, 14];
// Prints each row when it is done, because all of them take a while.
const show = (cells: readonly string[]): void =>
  console.log(
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(44) : cell.padStart(widths[index] ?? 0)))
      .join('  '),
  );
show(head);
const figures: RowFigures[] = [];
let isFailed = false;
const folder = await mkdtemp(join(tmpdir(), 'bench-fleet-worker-'));
process.once('exit', () => rmSync(folder, { recursive: true }));
const program = await bundleWorker(folder);
for (const [name, row] of Object.entries(rows)) {
  if (positionals.length > 0 ? !positionals.includes(name) : name === 'chaos') continue;
  const measured: RunFigures[] = [];
  figures.push({ title: row.title, target: row.target, runs: measured });
  for (let turn = 0; turn < runs; turn += 1) {
    const outcome = await playScene(program, row);
    const equal = await countEqualToScan(row.customers, outcome);
    const lost = row.customers - equal;
    isFailed ||= lost > 0 || outcome.conflicts > 0 || outcome.lines.size !== row.customers;
    const run = toFigures(row, outcome, lost);
    measured.push(run);
    show(toCells(row.title, outcome, run, row.customers));
    if (row.report !== undefined) console.log(row.report(outcome));
  }
}
console.log(`\n${formatFigures(figures)}`);
if (isFailed) process.exitCode = 1;
else if (values.write) await writeFigures();

async function writeFigures(): Promise<void> {
  const guide = new URL('../../../docs/fleet.md', import.meta.url);
  const content = `${describeMachine()}.\n\n${formatFigures(figures)}`;
  await writeFile(guide, replacePart(await readFile(guide, 'utf8'), 'figures', content));
  execFileSync('oxfmt', [fileURLToPath(guide)], { stdio: 'ignore' });
}

function toFigures(row: SceneOptions, outcome: Outcome, lost: number): RunFigures {
  const { seconds, cpuInSeconds, refused, repeats } = outcome;
  return {
    ratio: seconds / leastInSeconds(row),
    cpuInSeconds,
    refused: (1000 * refused) / row.customers,
    lost,
    repeated: [...repeats.values()].reduce((sum, count) => sum + count, 0),
  };
}

function toCells(title: string, outcome: Outcome, run: RunFigures, customers: number): string[] {
  const { seconds, repeats, redisBytes } = outcome;
  const asked = [...repeats].map(([times, count]) => `${count} (${times} times)`);
  return [
    title,
    seconds.toFixed(1),
    run.ratio.toFixed(2),
    run.cpuInSeconds.toFixed(0),
    run.refused.toFixed(0),
    String(run.lost),
    asked.join(', ') || '0',
    (redisBytes / customers).toFixed(0),
  ];
}

/** The number of customers whose saved result equals that of an undisturbed scan by one process. */
async function countEqualToScan(customers: number, { lines }: Outcome): Promise<number> {
  const emulator = createEmulator({ customers });
  const client = createClient({
    credential: () => 'bench',
    fetch: emulator.fetch,
    onDeprecation: () => {},
    throttle: { maxConcurrency: 64 },
  });
  let equal = 0;
  for await (const result of scanCustomerUsage(client, {
    customers: client.listCustomers(),
    concurrency: 64,
  })) {
    if (result.status !== 'ok') continue;
    const { customerId, status, usage } = result;
    const line = JSON.stringify({ customerId, status, totalCount: usage.totalCount, items: usage.items });
    if (lines.get(customerId) === line) equal += 1;
  }
  return equal;
}
