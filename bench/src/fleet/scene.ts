import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@licenses-usage/client';
import { createEmulator, type Emulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { createFleet, type Fleet, type FleetResult } from '@licenses-usage/fleet';
import { startRedisServer, type RedisServer } from '@licenses-usage/testing/redis-server';
import type { BenchWorkerOptions } from './worker.ts';

export interface SceneOptions {
  readonly customers: number;
  readonly workers: number;
  readonly isShared: boolean;
  /** After how many customers a worker ends, and another takes its place; 0 for never. */
  readonly life: number;
  readonly faults?: EmulatorOptions['faults'];
  /** Disturbs the scene once it runs; aborted when the scan is done. */
  readonly disturb?: (scene: Scene, abortSignal: AbortSignal) => Promise<void>;
}

/** What a disturbance may lay hands on. */
export interface Scene {
  readonly redis: RedisServer;
  readonly fleet: Fleet;
  /** How many customers the service has answered for. */
  answered(): number;
  /** Kills one of the workers. Starts another in its place if told to. */
  killWorker(isReplaced: boolean): Promise<void>;
}

export interface Outcome {
  readonly seconds: number;
  readonly refused: number;
  readonly requests: number;
  readonly lost: number;
  /** Customers that were answered more than once, and how often at most. */
  readonly repeated: number;
  readonly mostAnswers: number;
  readonly results: readonly FleetResult[];
  /** What the whole queue takes in the memory of Redis at the end. */
  readonly redisBytes: number;
}

/** The limits of the service: 100 calls in each second, 50 ms each. */
export const limits = { requests: 100, windowInMs: 1000, latencyInMs: 50 } as const;

const program = fileURLToPath(new URL('worker.ts', import.meta.url));

/** Runs one scan to its end: a Redis, an emulator over HTTP, and workers in processes of their own. */
export async function playScene(options: SceneOptions): Promise<Outcome> {
  const { customers, disturb } = options;
  const { requests, windowInMs, latencyInMs } = limits;
  await using redis = await startRedisServer({ isDurable: true });
  const emulator = createEmulator({
    customers,
    latencyInMs,
    throttling: { partner: { requests, windowInMs } },
    faults: options.faults,
  });
  await using listening = await emulator.listen();
  const fleet = createFleet({ queue: 'bench', connection: redis.url });
  // Listed without limits: what is measured is the asking.
  const lister = createClient({ credential: () => 'bench', fetch: createEmulator({ customers }).fetch });
  await fleet.enqueue(lister.listCustomers());
  const before = await memoryOf(redis);

  const crew = new Set<ChildProcess>();
  let isOver = false;
  const workerOptions: BenchWorkerOptions = {
    queue: 'bench',
    redisUrl: redis.url,
    baseUrl: listening.url,
    isShared: options.isShared,
    life: options.life,
  };
  const hire = async (): Promise<void> => {
    const worker = await startWorker(workerOptions);
    crew.add(worker);
    worker.once('exit', () => {
      crew.delete(worker);
      if (options.life > 0 && !isOver) void hire().then(() => begin(crew));
    });
  };
  await Promise.all(Array.from({ length: options.workers }, hire));
  const counts = countAnswers(emulator);
  const scene: Scene = {
    redis,
    fleet,
    answered: () => counts.read().size,
    async killWorker(isReplaced) {
      const [worker] = crew;
      if (worker === undefined) return;
      worker.kill('SIGKILL');
      await once(worker, 'exit');
      if (isReplaced && !isOver) await hire().then(() => begin(crew));
    },
  };

  const startedAt = performance.now();
  begin(crew);
  const ending = new AbortController();
  const disturbance = disturb?.(scene, ending.signal).catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  // Looked at from here: Redis may be away.
  while (!(await isDone(fleet))) await sleep(200);
  const seconds = (performance.now() - startedAt) / 1000;
  isOver = true;
  ending.abort();
  await disturbance;
  const results: FleetResult[] = [];
  for await (const result of fleet.collect()) results.push(result);
  const after = await memoryOf(redis);
  for (const worker of crew) worker.kill('SIGKILL');
  await fleet.close();

  const answers = counts.read();
  const ok = results.filter(({ status }) => status === 'ok').length;
  const many = [...answers.values()].filter((count) => count > 1);
  return {
    seconds,
    refused: emulator.requests.filter(({ status }) => status === 429).length,
    requests: emulator.requests.length,
    lost: customers - ok,
    repeated: many.length,
    mostAnswers: Math.max(0, ...answers.values()),
    results,
    redisBytes: after - before,
  };
}

async function startWorker(options: BenchWorkerOptions): Promise<ChildProcess> {
  const worker = spawn(process.execPath, [program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface(worker.stdout)) if (line === 'ready') break;
  worker.stdout.resume();
  return worker;
}

function begin(crew: ReadonlySet<ChildProcess>): void {
  for (const worker of crew) worker.kill('SIGUSR2');
}

async function isDone(fleet: Fleet): Promise<boolean> {
  const { done } = await fleet.status();
  return done;
}

/** How often each customer was answered with 200. Reads only what came since it was last asked. */
function countAnswers(emulator: Emulator): { read(): ReadonlyMap<string, number> } {
  const answers = new Map<string, number>();
  let position = 0;
  return {
    read() {
      for (; position < emulator.requests.length; position += 1) {
        const request = emulator.requests[position];
        if (request?.operation !== 'getCustomerLicensesUsage' || request.status !== 200) continue;
        const customer = new URL(request.url).pathname.split('/')[3]?.toLowerCase() ?? '';
        answers.set(customer, (answers.get(customer) ?? 0) + 1);
      }
      return answers;
    },
  };
}

async function memoryOf(redis: RedisServer): Promise<number> {
  const { Redis } = await import('ioredis');
  const connection = new Redis(redis.url);
  const info = await connection.info('memory');
  connection.disconnect();
  return Number(/used_memory:(\d+)/.exec(info)?.[1] ?? 0);
}
