import { createRedisThrottleStore, type SendRedisCommand } from '@licenses-usage/client/redis';
import {
  fixedWindow,
  slidingWindow,
  tokenBucket,
  type Policy,
} from '@licenses-usage/testing/limited-service';
import { floorInMs, simulate, type Strategy } from '@licenses-usage/testing/simulate';
import { sleep } from '@licenses-usage/testing/simple-ways';
import { withTimeInRedis } from '@licenses-usage/testing/time-in-redis';
import { VirtualClock } from '@licenses-usage/testing/virtual-clock';
import { formatTable } from '../../support/table.ts';
import { createPatientCall } from '../strategies.ts';

const policies = [tokenBucket, fixedWindow, slidingWindow];
const seeds = [1, 2, 3];
const limit = { calls: 100, windowInMs: 1_000 };
/** Each process makes this many calls at once. */
const concurrency = 16;
/** How soon the queue gives the calls of a dead process to others. */
const lockInMs = 6_000;

interface Lives {
  readonly name: string;
  readonly processes: number;
  /** After how many answers a process ends and is replaced. */
  readonly life?: number;
  /** How long the replacement takes to start. */
  readonly startInMs?: number;
  /** Whether one process is killed when half of the calls are answered. */
  readonly isKilled?: boolean;
  readonly leaseInMs?: number;
}

let runs = 0;

async function run(sendCommand: SendRedisCommand, lives: Lives, policy: Policy, seed: number) {
  const { processes, life = Infinity, startInMs = 0, isKilled = false, leaseInMs } = lives;
  const calls = 2_000;
  const prefix = `lives-${(runs += 1)}`;
  const time = withTimeInRedis(sendCommand, () => clock.now());
  const clock: VirtualClock = new VirtualClock(seed, time.atRest);
  const createProcess = async () => {
    const process = { isDead: false };
    const store = createRedisThrottleStore({
      sendCommand: (...words) => (process.isDead ? new Promise(() => {}) : time.sendCommand(...words)),
      prefix,
      clock,
      ...(leaseInMs !== undefined && { leaseInMs }),
    });
    // Warms up the digest of the script, which another thread computes, outside of the virtual clock.
    await store.acquire(['warm-up'], 0);
    return { process, store };
  };
  const count = processes + (life === Infinity ? 1 : Math.ceil(calls / life));
  const pool = await Promise.all(Array.from({ length: count }, createProcess));
  let [left, answered, mayKill] = [calls, 0, isKilled];

  const strategy: Strategy = (service) => {
    async function liveOnce(): Promise<void> {
      const next = pool.shift();
      if (next === undefined) throw new Error('More processes were started than there are lives.');
      const { process, store } = next;
      let [mine, inFlight] = [0, 0];
      const call = createPatientCall(service, clock, { store });
      let die: () => void = () => {};
      const death = new Promise<void>((resolve) => (die = resolve));
      const work = async () => {
        while (left > 0 && mine < life && !process.isDead) {
          left -= 1;
          inFlight += 1;
          await call();
          if (process.isDead) return;
          inFlight -= 1;
          mine += 1;
          answered += 1;
          if (mayKill && answered >= calls / 2) {
            [mayKill, process.isDead] = [false, true];
            die();
          }
        }
      };
      await Promise.race([death, Promise.all(Array.from({ length: concurrency }, work))]);
      if (!process.isDead) return store[Symbol.asyncDispose]();
      await sleep(lockInMs, clock);
      left += inFlight;
    }
    const slot = async () => {
      while (answered < calls) {
        if (left > 0) await liveOnce();
        await sleep(Math.max(startInMs, 50), clock);
      }
    };
    const all = Promise.all(Array.from({ length: processes }, slot));
    return () => all;
  };
  const fleet = { calls: 1, concurrency: 1, policy };
  const { refused } = await simulate(fleet, strategy, clock);
  return {
    ratio: clock.elapsedInMs / floorInMs({ calls, concurrency: processes * concurrency, policy }, policy),
    refused: (1_000 * refused) / calls,
  };
}

const rows: readonly Lives[] = [
  { name: '4 processes', processes: 4 },
  { name: '12 processes', processes: 12 },
  { name: '4 that live for 60 calls', processes: 4, life: 60 },
  { name: '4 that live for 60 calls, 300 ms to start', processes: 4, life: 60, startInMs: 300 },
  { name: '4 that live for 60 calls, 600 ms to start', processes: 4, life: 60, startInMs: 600 },
  { name: '4, one killed at half, lease of 10 s', processes: 4, isKilled: true, leaseInMs: 10_000 },
  { name: '4, one killed at half, lease of 5 s', processes: 4, isKilled: true, leaseInMs: 5_000 },
];

/** Prints total / least time and refusals per 1,000 calls of processes that come and go, in virtual time. */
export async function printLives(sendCommand: SendRedisCommand): Promise<void> {
  const table = [['', ...policies.map((make) => make(limit).name)]];
  for (const row of rows) {
    const cells: string[] = [];
    for (const make of policies) {
      const all = [];
      for (const seed of seeds) all.push(await run(sendCommand, row, make(limit), seed));
      const ratios = all.map(({ ratio }) => ratio);
      const mean = all.reduce((sum, { refused }) => sum + refused, 0) / all.length;
      cells.push(`${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}, ${mean.toFixed(0)}`);
    }
    table.push([row.name, ...cells]);
  }
  console.log(
    '\nprocesses that come and go, in virtual time: total / least time, and refusals per 1,000 calls',
  );
  console.log(formatTable(table));
}
