import { createClient } from '@licenses-usage/client';
import { createRedisThrottleStore } from '@licenses-usage/client/redis';
import type { Fleet, FleetProgress, WorkOptions } from '@licenses-usage/fleet';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { type Progress, startProgress } from '../output/progress.ts';
import { note } from '../output/terminal.ts';
import { importFleet, openRedis, type QueueAddress } from './open.ts';

export interface WorkerOptions {
  readonly concurrency: number;
  /** How many requests of all workers together may be in flight. */
  readonly maxConcurrency: number;
  readonly name?: string;
  readonly quiet?: true;
}

/** How long a stopped worker may take to finish its calls in flight. */
const graceInMs = 60_000;
/** What is left of it when the calls are aborted: for returning customers to the queue, or for giving up on Redis. */
const farewellInMs = 15_000;
const lookEveryInMs = 2000;
/** The places of a killed worker return with its customers, whose locks take 5 seconds too. */
const leaseInMs = 5000;

/** Works until the user stops the program, or until the worker stops on its own. */
export async function workUntilStopped(
  fleet: Pick<Fleet, 'work' | 'status'>,
  place: { readonly address: QueueAddress; readonly connection: Connection; readonly scan: string },
  options: WorkerOptions,
  context: Context,
): Promise<void> {
  const stopped = untilStopped(context);
  await withClient(place, options, async (client, workOptions) => {
    const onPause = (reason: string): void => note(reason, options, context);
    const worker = fleet.work(client, { ...workOptions, onPause });
    const watching = new AbortController();
    const progress = startProgress('Asking', options, context);
    const watched = watch(fleet, progress, watching.signal);
    try {
      await Promise.race([stopped, worker.finished]);
    } finally {
      watching.abort();
      await watched.finally(() => progress.stop());
      await worker.stop();
    }
  });
}

type Client = ReturnType<typeof createClient>;

/** A client with a throttle that all workers of this partner share, if there is a Redis. */
export async function withClient<Result>(
  { address, connection, scan }: Parameters<typeof workUntilStopped>[1],
  { concurrency, maxConcurrency, name }: WorkerOptions,
  use: (client: Client, workOptions: WorkOptions) => Promise<Result>,
): Promise<Result> {
  const { createCallMeter } = await importFleet(address.backend);
  const meter = createCallMeter();
  const stopTimeoutInMs = graceInMs - farewellInMs;
  const workOptions = { concurrency, name, meter, signals: [], stopTimeoutInMs };
  const common = { ...connection.clientOptions, onEvent: meter.onEvent };
  if (address.backend !== 'redis') return use(createClient(common), workOptions);
  const redis = await openRedis(address.url);
  const store = createRedisThrottleStore({
    sendCommand: (command, ...words) => redis.call(command, ...words),
    maxConcurrency,
    leaseInMs,
    // Even without Redis, no request may exceed the shared limit.
    onStoreFailure: 'wait',
  });
  try {
    return await use(createClient({ ...common, throttle: { partnerKey: scan, store } }), workOptions);
  } finally {
    await store[Symbol.asyncDispose]().catch(() => {});
    redis.disconnect();
  }
}

/** Stopping a worker is not a failure: it finishes its calls in flight. */
function untilStopped({ untilStopped: wait, abortSignal }: Context): Promise<void> {
  if (wait !== undefined) return wait(graceInMs);
  return new Promise((resolve) => {
    if (abortSignal.aborted) resolve();
    abortSignal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Shows the progress of all workers, until it is aborted. */
export async function watch(
  fleet: Pick<Fleet, 'status'>,
  progress: Pick<Progress, 'show' | 'advance'>,
  abortSignal: AbortSignal,
  everyInMs = lookEveryInMs,
): Promise<void> {
  let before: string | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    abortSignal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  while (!abortSignal.aborted) {
    // A failed read, while Redis is unreachable, is made up for by the next one. It may also never be answered.
    const now = await Promise.race([fleet.status().catch(() => undefined), aborted]);
    if (now !== undefined && !abortSignal.aborted) {
      const state = stateOf(now);
      if (state !== before) progress.show(state);
      before = state;
      progress.advance('customer', now.succeeded + now.failed, now.customers ?? undefined);
    }
    await sleep(everyInMs, undefined, { signal: abortSignal }).catch(() => {});
  }
}

function stateOf({ done, customers, waiting, paused }: FleetProgress): string {
  if (paused !== undefined) return 'Paused';
  if (done) return 'Waiting for the next scan';
  return customers === null && waiting === 0 ? 'Waiting for customers' : 'Asking';
}
