/*
 * A fleet under the limits of a service, in real time, with a real Redis and workers in processes of their own: 2,000 customers,
 * 100 calls a second, 50 ms each. Prints time / least time, refusals per 1,000 customers, and who was lost or asked twice; fails
 * when somebody was lost. `npx -y pnpm@12 bench:fleet killed outage` picks rows, `--runs 3` repeats them, `--customers 500` is shorter.
 */
import { parseArgs } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from '@licenses-usage/client';
import { scanCustomerUsage } from '@licenses-usage/client/migrate';
import { createEmulator } from '@licenses-usage/emulator';
import { describeMachine } from '../support/machine.ts';
import { limits, playScene, type Outcome, type Scene, type SceneOptions } from './scene.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string', default: '1' }, customers: { type: 'string', default: '2000' } },
});
const customers = Number(values.customers);
const runs = Number(values.runs);
const leastInSeconds = ((customers / limits.requests - 1) * limits.windowInMs + limits.latencyInMs) / 1000;

const half = async (scene: Scene, abortSignal: AbortSignal): Promise<void> => {
  while (scene.answered() < customers / 2) await sleep(20, undefined, { signal: abortSignal });
};
const plain = { customers, workers: 4, isShared: true, life: 0 } as const;
const operation = 'getCustomerLicensesUsage';

/** Kills a worker every 7 seconds and puts another in its place; kills Redis twice. */
async function wreak(scene: Scene, abortSignal: AbortSignal): Promise<void> {
  for (let turn = 1; !abortSignal.aborted; turn += 1) {
    await sleep(7000, undefined, { signal: abortSignal });
    await scene.killWorker(true);
    if (turn % 4 !== 2) continue;
    await scene.redis.kill();
    await sleep(2000);
    await scene.redis.restart();
  }
}

const rows = {
  equal: { title: '4 workers', ...plain },
  own: { title: '4 workers, each its own throttle', ...plain, isShared: false },
  killed: {
    title: '4 workers, one killed at half',
    ...plain,
    async disturb(scene, abortSignal) {
      await half(scene, abortSignal);
      await scene.killWorker(false);
    },
  },
  'short-lived': { title: '4 workers that live for 60 customers', ...plain, life: 60 },
  'short-lived-own': { title: 'the same, each its own throttle', ...plain, life: 60, isShared: false },
  twelve: { title: '12 workers', ...plain, workers: 12 },
  outage: {
    title: '4 workers, Redis stopped for 8 s',
    ...plain,
    async disturb(scene, abortSignal) {
      await half(scene, abortSignal);
      scene.redis.pause();
      await sleep(8000);
      scene.redis.resume();
    },
  },
  chaos: {
    title: 'workers and Redis killed, 5 % faults',
    ...plain,
    faults: [
      { fault: 'server-error', operation, probability: 0.02 },
      { fault: 'connection-reset', operation, probability: 0.02 },
      { fault: 'unavailable', operation, probability: 0.01 },
    ],
    disturb: wreak,
  },
} as const satisfies Record<string, SceneOptions & { readonly title: string }>;

console.log(describeMachine());
console.log(`${customers} customers, least possible ${leastInSeconds.toFixed(2)} s`);
const head = ['', 's', '÷ least', '429 per 1,000', 'lost', 'asked twice', 'bytes in Redis'];
const widths = [44, 6, 7, 13, 5, 22, 14];
// Each row as it comes: all of them take a while.
const show = (cells: readonly string[]): void =>
  console.log(
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(44) : cell.padStart(widths[index] ?? 0)))
      .join('  '),
  );
show(head);
let isFailed = false;
for (const [name, row] of Object.entries(rows)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue;
  for (let run = 0; run < runs; run += 1) {
    const outcome = await playScene(row);
    const isWrong = outcome.lost > 0 || !(await isEqualToScan(outcome));
    isFailed ||= isWrong;
    show(toRow(row.title, outcome, isWrong));
  }
}
if (isFailed) process.exitCode = 1;

function toRow(title: string, outcome: Outcome, isWrong: boolean): string[] {
  const { seconds, refused, lost, repeated, mostAnswers, redisBytes } = outcome;
  return [
    title,
    seconds.toFixed(1),
    (seconds / leastInSeconds).toFixed(2),
    ((1000 * refused) / customers).toFixed(0),
    isWrong && lost === 0 ? 'not as a scan' : String(lost),
    repeated === 0 ? '0' : `${repeated}, ${mostAnswers} times at most`,
    (redisBytes / customers).toFixed(0),
  ];
}

/** Whether what was collected is what an undisturbed scan by one process gets. */
async function isEqualToScan({ results }: Outcome): Promise<boolean> {
  const emulator = createEmulator({ customers });
  const client = createClient({
    credential: () => 'bench',
    fetch: emulator.fetch,
    onDeprecation: () => {},
    throttle: { maxConcurrency: 64 },
  });
  const collected = new Map(results.map((result) => [result.customerId, JSON.stringify(result)]));
  let equal = 0;
  for await (const result of scanCustomerUsage(client, {
    customers: client.listCustomers(),
    concurrency: 64,
  })) {
    if (result.status !== 'ok') continue;
    const { customerId, status, usage } = result;
    const line = JSON.stringify({ customerId, status, totalCount: usage.totalCount, items: usage.items });
    if (collected.get(customerId) === line) equal += 1;
  }
  return equal === customers && collected.size === customers;
}
