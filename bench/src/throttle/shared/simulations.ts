import { createRedisThrottleStore, type SendRedisCommand } from '@licenses-usage/client/redis';
import { blocking, fixedWindow, slidingWindow, tokenBucket } from '@licenses-usage/testing/limited-service';
import { refusalRows, seeds } from '@licenses-usage/testing/refusal-rows';
import { floorInMs, simulate, type Fleet, type Strategy } from '@licenses-usage/testing/simulate';
import { withTimeInRedis } from '@licenses-usage/testing/time-in-redis';
import { VirtualClock } from '@licenses-usage/testing/virtual-clock';
import { formatTable } from '../../support/table.ts';
import { createPatientCall, ours } from '../strategies.ts';

const processes = [1, 4, 12] as const;
const [seed] = seeds;
const limit = { calls: 100, windowInMs: 1_000 };
let runs = 0;

/** Runs a fleet whose calls are spread over several clients, each with a store of its own, like processes. */
async function runShared(sendCommand: SendRedisCommand, fleet: Fleet, clients: number) {
  runs += 1;
  const prefix = `simulation-${runs}`;
  const time = withTimeInRedis(sendCommand, () => clock.now());
  const clock: VirtualClock = new VirtualClock(undefined, time.atRest);
  const stores = Array.from({ length: clients }, () =>
    createRedisThrottleStore({
      sendCommand: time.sendCommand,
      maxConcurrency: fleet.concurrency,
      prefix,
      clock,
    }),
  );
  // Warms up the digest of the script, which another thread computes, outside of the virtual clock.
  for (const store of stores) await store.acquire(['warm-up'], 0);
  const strategy: Strategy = (service) => {
    const calls = stores.map((store) => createPatientCall(service, clock, { store }));
    return async (index) => calls[index % clients]?.();
  };
  const run = await simulate(fleet, strategy, clock);
  await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()));
  return run;
}

/** Prints total / least time, and how many of 1,000 calls were refused, of each fleet: in memory, then shared. */
export async function printSimulations(sendCommand: SendRedisCommand): Promise<void> {
  const rows = [
    ...[tokenBucket, fixedWindow, slidingWindow, blocking].map((make) => ({
      name: `${make(limit).name}, 64 at once`,
      calls: 1_000,
      concurrency: 64,
      createPolicy: () => make(limit),
    })),
    ...refusalRows.map(({ policy, ...row }) => ({ ...row, createPolicy: () => policy(seed) })),
  ];
  const table = [['', 'in memory', ...processes.map((count) => `Redis, ${count}`)]];
  for (const { name, calls, concurrency, createPolicy } of rows) {
    const cells = await Promise.all(
      [undefined, ...processes].map(async (count) => {
        const fleet = { calls, concurrency, policy: createPolicy() };
        const run = await (count === undefined
          ? simulate(fleet, ours)
          : runShared(sendCommand, fleet, count));
        if (run.failed > 0) throw new Error(`${run.failed} calls of "${name}" failed.`);
        const ratio = run.elapsedInMs / floorInMs(fleet, fleet.policy);
        return `${ratio.toFixed(2)}, ${((1_000 * run.refused) / calls).toFixed(0)}`;
      }),
    );
    table.push([name, ...cells]);
  }
  console.log('\nin virtual time: total / least time, and refusals per 1,000 calls');
  console.log(formatTable(table));
}
