import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createEmulator } from '@licenses-usage/emulator';
import type { RedisServer } from '@licenses-usage/testing/redis-server';
import { ask } from '../../support/processes.ts';
import { formatTable } from '../../support/table.ts';

const [calls, requests, windowInMs, latencyInMs] = [2_000, 100, 1_000, 50];
const mostOfFour = 1.25;

/** Prints the time of concurrent processes. Returns whether four are within the goal. */
export async function printProcesses({ url }: RedisServer, counts = [1, 4, 12]): Promise<boolean> {
  const table = [['', 'throttle', 's', '÷ least', '429 per 1,000', 'commands a call', 'CPU of all, s']];
  let isGood = true;
  for (const processes of counts) {
    for (const throttle of ['own', 'shared'] as const) {
      const emulator = createEmulator({ latencyInMs, throttling: { partner: { requests, windowInMs } } });
      const service = await emulator.listen();
      const program = fileURLToPath(new URL('worker.ts', import.meta.url));
      const words = [service.url, throttle === 'shared' ? url : '', `processes-${processes}`];
      const workers = Array.from({ length: processes }, () => fork(program, words));
      await Promise.all(workers.map((worker) => ask(worker)));
      const startedAt = performance.now();
      const told = await Promise.all(workers.map((worker) => ask(worker, { calls: calls / processes })));
      const elapsedInMs = performance.now() - startedAt;
      for (const worker of workers) worker.disconnect();
      await service.close();
      const sum = (name: string) => told.reduce((total, each) => total + (each.get(name) ?? Number.NaN), 0);
      const ratio = elapsedInMs / ((calls / requests - 1) * windowInMs + latencyInMs);
      if (throttle === 'shared' && processes === 4 && ratio > mostOfFour) isGood = false;
      table.push([
        `${processes} processes`,
        throttle,
        (elapsedInMs / 1_000).toFixed(1),
        ratio.toFixed(2),
        ((1_000 * sum('refused')) / calls).toFixed(0),
        (sum('commands') / calls).toFixed(1),
        sum('cpuInS').toFixed(1),
      ]);
    }
  }
  console.log(`\nin real time: ${calls} calls, ${requests} in ${windowInMs} ms, ${latencyInMs} ms each`);
  console.log(formatTable(table));
  return isGood;
}
