import { setTimeout as sleep } from 'node:timers/promises';
import { leastInSeconds, type Outcome, type Scene, type SceneOptions } from './scene.ts';
import type { Target } from './table.ts';

export interface Row extends SceneOptions {
  readonly title: string;
  readonly target?: Target;
  /** An additional report after the scene. */
  readonly report?: (outcome: Outcome) => string;
}

export interface RowsOptions {
  /** The number of customers in every row but the chaos. */
  readonly customers: number;
  /** The least duration of the chaos. */
  readonly minutes: number;
}

const requestsPerSecond = 100;
const outageInMs = 8000;
/** An outage may cost its own length and 4 seconds more. */
const outageCostInSeconds = 12;
const operation = 'getCustomerLicensesUsage';

/** The rows of the bench, by the names that select them. */
export function createRows({ customers, minutes }: RowsOptions): Readonly<Record<string, Row>> {
  const plain = { customers, workers: 4, isShared: true, life: 0, requestsPerSecond } as const;
  const half = async (scene: Scene, abortSignal: AbortSignal): Promise<void> => {
    while (scene.answered() < customers / 2) await sleep(20, undefined, { signal: abortSignal });
  };
  return {
    equal: { title: '4 workers', target: { ratio: 1.25 }, ...plain },
    own: { title: '4 workers, each its own throttle', ...plain, isShared: false },
    killed: {
      title: '4 workers, one killed at half',
      target: { ratio: 1.25 },
      ...plain,
      async disturb(scene, abortSignal) {
        await half(scene, abortSignal);
        await scene.crew.killOne();
      },
    },
    'short-lived': {
      title: '4 workers that live for 60 customers',
      target: { ratio: 1.4 },
      ...plain,
      life: 60,
    },
    'short-lived-own': { title: 'the same, each its own throttle', ...plain, life: 60, isShared: false },
    twelve: { title: '12 workers', target: { ratio: 1.25, refused: 60 }, ...plain, workers: 12 },
    outage: {
      title: '4 workers, Redis stopped for 8 s',
      target: { ratio: 1 + outageCostInSeconds / leastInSeconds(plain) },
      ...plain,
      async disturb(scene, abortSignal) {
        await half(scene, abortSignal);
        scene.redis.pause();
        await sleep(outageInMs);
        scene.redis.resume();
      },
    },
    chaos: createChaos(minutes),
  };
}

/**
 * Every 7 seconds a worker is killed and replaced. After two of them Redis is killed, and is down for 2 seconds. 5 %
 * of the calls fail. The service is slow, so that the scene takes minutes with few customers.
 */
function createChaos(minutes: number): Row {
  const slow = 20;
  const done = { workers: 0, redis: 0 };
  return {
    title: 'workers and Redis killed, 5 % faults',
    customers: Math.ceil(minutes * 60 * slow),
    workers: 4,
    isShared: true,
    life: 0,
    requestsPerSecond: slow,
    hasSinks: true,
    faults: [
      { fault: 'server-error', operation, probability: 0.02 },
      { fault: 'connection-reset', operation, probability: 0.02 },
      { fault: 'unavailable', operation, probability: 0.01 },
    ],
    async disturb({ crew, redis }, abortSignal) {
      for (let turn = 1; !abortSignal.aborted; turn += 1) {
        await sleep(7000, undefined, { signal: abortSignal });
        await crew.killOne();
        await crew.hire();
        done.workers += 1;
        if (turn % 3 !== 2) continue;
        await redis.kill();
        await sleep(2000);
        await redis.restart();
        done.redis += 1;
      }
    },
    report: ({ seconds, conflicts }) =>
      `${(seconds / 60).toFixed(1)} minutes: ${done.workers} workers and Redis ${done.redis} times killed; saved twice and not ` +
      `the same: ${conflicts}`,
  };
}
