import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { createFleet, type Fleet } from '@licenses-usage/fleet';
import { startRedisServer, type RedisServer } from '@licenses-usage/testing/redis-server';
import { countAnswers } from './answers.ts';
import { readCpuInSeconds } from './cpu-time.ts';
import { createCrew, type Crew } from './crew.ts';
import { readSinks } from './sinks.ts';
import { untilDone } from './until-done.ts';
import type { BenchWorkerOptions } from './worker.ts';

export interface SceneOptions {
  readonly customers: number;
  readonly workers: number;
  readonly isShared: boolean;
  /** After how many customers a worker ends and is replaced; 0 for never. */
  readonly life: number;
  /** How many calls per second the service answers. */
  readonly requestsPerSecond: number;
  /** Whether the workers save to files of their own rather than to the queue. */
  readonly hasSinks?: boolean;
  readonly faults?: EmulatorOptions['faults'];
  /** Disturbs the scene once it runs; aborted when the scan is done. */
  readonly disturb?: (scene: Scene, abortSignal: AbortSignal) => Promise<void>;
}

/** The parts of a scene that a disturbance may use. */
export interface Scene {
  readonly redis: RedisServer;
  readonly crew: Crew;
  /** How many customers the service has answered for. */
  answered(): number;
}

export interface Outcome {
  readonly seconds: number;
  /** The CPU time of all processes: the workers including their start, Redis, and the service. */
  readonly cpuInSeconds: number;
  readonly refused: number;
  /** How many customers were answered twice, three times and so on, by how often. */
  readonly repeats: ReadonlyMap<number, number>;
  /** The saved result of each customer, as a line of `scan`. */
  readonly lines: ReadonlyMap<string, string>;
  /** Customers that were saved twice with different results. */
  readonly conflicts: number;
  /** The final memory of the whole queue in Redis. */
  readonly redisBytes: number;
}

/** The duration of each call. */
export const latencyInMs = 50;

/** The least possible duration of a scan. */
export function leastInSeconds(options: Pick<SceneOptions, 'customers' | 'requestsPerSecond'>): number {
  return options.customers / options.requestsPerSecond - 1 + latencyInMs / 1000;
}

/**
 * Runs one complete scan, with a Redis, an emulator over HTTP, and workers in separate processes.
 * @param program Of `bundleWorker`.
 */
export async function playScene(program: string, options: SceneOptions): Promise<Outcome> {
  const { customers, requestsPerSecond } = options;
  const cpuBefore = await readCpuInSeconds();
  const folder = await mkdtemp(join(tmpdir(), 'bench-fleet-'));
  try {
    await using redis = await startRedisServer({ isDurable: true });
    const emulator = createEmulator({
      customers,
      latencyInMs,
      throttling: { partner: { requests: requestsPerSecond, windowInMs: 1000 } },
      faults: options.faults,
    });
    await using listening = await emulator.listen();
    await using fleet = createFleet({ queue: 'bench', connection: redis.url });
    // Customers are listed without limits, because only the scan is measured.
    const lister = createClient({ credential: () => 'bench', fetch: createEmulator({ customers }).fetch });
    await fleet.enqueue(lister.listCustomers());
    const before = await memoryOf(redis);

    const crew = createCrew(program, {
      queue: 'bench',
      redisUrl: redis.url,
      baseUrl: listening.url,
      isShared: options.isShared,
      life: options.life,
      sinkFolder: options.hasSinks === true ? folder : undefined,
    } satisfies Omit<BenchWorkerOptions, 'beginsAtOnce'>);
    const counts = countAnswers(emulator);
    const scene: Scene = { redis, crew, answered: () => counts.read().byCustomer.size };
    let seconds: number;
    try {
      seconds = await scan(options, fleet, scene);
      const redisBytes = (await memoryOf(redis)) - before;
      await crew.dismiss();
      const collected = await (options.hasSinks === true ? readSinks(folder) : collect(fleet));
      await fleet.close();
      await redis.stop();
      const { byCustomer, refused } = counts.read();
      const cpuInSeconds = (await readCpuInSeconds()) - cpuBefore;
      return { ...collected, seconds, cpuInSeconds, refused, repeats: countRepeats(byCustomer), redisBytes };
    } finally {
      await crew.dismiss();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Resolves to the duration in seconds. Rejects when a worker fails, and when nothing happens any more. */
async function scan(
  { workers, disturb }: SceneOptions,
  fleet: Pick<Fleet, 'status'>,
  scene: Scene,
): Promise<number> {
  const { crew } = scene;
  await Promise.all(Array.from({ length: workers }, () => crew.hire()));
  const startedAt = performance.now();
  crew.begin();
  const ending = new AbortController();
  const disturbance = disturb?.(scene, ending.signal).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  const done = untilDone(fleet, {
    onLook: () => void scene.answered(),
    describeWorkers: () => `${crew.size()} workers run`,
  });
  await Promise.race([done, crew.failure]);
  const seconds = (performance.now() - startedAt) / 1000;
  ending.abort();
  await disturbance;
  return seconds;
}

function countRepeats(byCustomer: ReadonlyMap<string, number>): Map<number, number> {
  const repeats = new Map<number, number>();
  for (const count of byCustomer.values()) {
    if (count > 1) repeats.set(count, (repeats.get(count) ?? 0) + 1);
  }
  return repeats;
}

async function collect(fleet: Fleet): Promise<Pick<Outcome, 'lines' | 'conflicts'>> {
  const lines = new Map<string, string>();
  for await (const result of fleet.collect()) lines.set(result.customerId, JSON.stringify(result));
  return { lines, conflicts: 0 };
}

async function memoryOf(redis: RedisServer): Promise<number> {
  const { Redis } = await import('ioredis');
  const connection = new Redis(redis.url);
  const info = await connection.info('memory');
  connection.disconnect();
  return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0);
}
