import { RateLimitError, WaitingError, type Job } from 'bullmq';
import type { CallMeter } from './call-meter.ts';
import type { FleetClient } from './customer-usage.ts';
import type { AsyncDisposing } from './disposing.ts';
import { FleetError } from './fleet-error.ts';
import { startHeartbeat } from './heartbeat.ts';
import { writePause } from './notes.ts';
import { farewellInMs, type Queues } from './queues.ts';
import { createJobRunner } from './run-job.ts';
import type { FleetSink } from './sinks/sink.ts';
import { resolvesWithin } from './within.ts';

/** A signal that asks a process to end. */
export type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGQUIT';

/** The options of a worker. */
export interface WorkOptions {
  /**
   * The destination of the usage. Default: it stays on the queue for `collect`. The worker closes the sink when it
   * stops.
   */
  readonly sink?: FleetSink | undefined;
  /** How many customers are queried concurrently, 1 to 256. Default: 8. The client's throttle limits them too. */
  readonly concurrency?: number | undefined;
  /** The name of this worker in `progress`. Default: the host and the process. */
  readonly name?: string | undefined;
  /**
   * Process signals on which the worker finishes its calls in flight and takes no more jobs. A second one ends the
   * process as usual. Default: `SIGTERM` and `SIGINT`; `[]` for none.
   */
  readonly signals?: readonly StopSignal[] | undefined;
  /**
   * How long a worker that is stopped may take to finish its calls in flight, in milliseconds. Then they are aborted,
   * and other workers query those customers again. Default: 50,000, so that a program ends within a minute.
   */
  readonly stopTimeoutInMs?: number | undefined;
  /** Aborts the calls in flight and stops. Other workers query those customers again. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Counts the calls of the client, for `progress`. Pass its `onEvent` to the client as well. */
  readonly meter?: CallMeter | undefined;
  /** Called with the reason when this worker pauses the queue. */
  readonly onPause?: ((reason: string) => void) | undefined;
}

/** A worker of a fleet. It starts at once and works until it is stopped, even when the queue is empty. */
export type FleetWorker = AsyncDisposing & {
  /**
   * Settles when the worker has stopped. Rejects with a `FleetError` when it stopped on its own (its sink failed, or
   * the queue holds another scan), and when Redis or Postgres was away while it stopped.
   */
  readonly finished: Promise<void>;
  /** Finishes the calls in flight and stops. Settles like `finished`. */
  stop(): Promise<void>;
};

/**
 * Locks of 5 seconds, so that the customers of a dead worker are queried again within about 7. BullMQ's default is
 * 30.
 */
const lock = { lockDuration: 5000, stalledInterval: 2000 } as const;
/** A customer that crashes its worker becomes a dead letter after this many processes. BullMQ's default is 1. */
const maxStalledCount = 5;
/** BullMQ's `rateLimit` stops workers only if a limit is set, so this sets one that is never reached. */
const limiter = { max: 1_000_000_000, duration: 1000 } as const;
/** How soon the report of a finished job is repeated after an outage of Redis. BullMQ's default is 15 seconds. */
const runRetryDelay = 1000;

const defaultSignals: readonly StopSignal[] = ['SIGTERM', 'SIGINT'];

const defaultStopTimeoutInMs = 50_000;

interface RequiredWorkOptions extends WorkOptions {
  readonly scan: string;
  readonly concurrency: number;
  readonly name: string;
}

export function startWorker(queues: Queues, client: FleetClient, options: RequiredWorkOptions): FleetWorker {
  const { scan, sink, concurrency, name, signals = defaultSignals, abortSignal, meter } = options;
  const { stopTimeoutInMs = defaultStopTimeoutInMs } = options;
  const givenUp = new AbortController();
  const runner = createJobRunner({ client, scan, sink, concurrency, givenUp: givenUp.signal });
  const counts = { succeeded: 0, failed: 0 };
  let failure: { readonly error: unknown } | undefined;

  /** BullMQ makes a signal only for functions with three parameters that have no default. */
  async function runJob(
    job: Job,
    token: string | undefined,
    cancelled: AbortSignal | undefined,
  ): Promise<unknown> {
    const end = await runner.run(job, cancelled);
    switch (end.kind) {
      case 'lost':
        // To BullMQ: take the next one.
        throw new WaitingError();
      case 'done':
        counts.succeeded += 1;
        return end.value;
      case 'failed':
        if (end.isFinal) counts.failed += 1;
        throw end.error;
      case 'wait':
        await queues.jobs.rateLimit(end.waitInMs);
        throw new RateLimitError();
      case 'pause':
        await writePause(queues.notes, { reason: end.reason, since: new Date().toISOString() });
        await queues.jobs.pause();
        options.onPause?.(end.reason);
        break;
      case 'stop':
        if (!givenUp.signal.aborted) failure ??= { error: end.error };
        stop().catch(() => {});
    }
    await job.moveToWait(token);
    throw new WaitingError();
  }

  const worker = queues.createWorker(runJob, {
    ...lock,
    maxStalledCount,
    limiter,
    runRetryDelay,
    concurrency,
    name,
  });
  const heartbeat = startHeartbeat(queues.notes, { id: worker.id, name, meter, counts });
  let settle: () => void = () => {};
  const stopped = new Promise<void>((resolve) => (settle = resolve));
  let stopping: Promise<void> | undefined;
  const finished = stopped.then(() => {
    if (failure !== undefined) throw failure.error;
  });
  // `stop` and the disposal reject too. A program that awaits none of the three does not want to know.
  finished.catch(() => {});

  async function wind(): Promise<void> {
    for (const signal of signals) process.off(signal, onSignal);
    abortSignal?.removeEventListener('abort', onAbort);
    const isClosed = await closes();
    if (!isClosed) {
      failure ??= { error: interrupted(name) };
      worker.abandon();
    }
    try {
      await sink?.close?.();
    } catch (error) {
      failure ??= { error };
    }
    await resolvesWithin(isClosed ? farewellInMs : 0, heartbeat.stop());
    settle();
  }

  /** BullMQ waits for its jobs, and for Redis or Postgres to hear of them, without a limit. */
  async function closes(): Promise<boolean> {
    const closed = worker.close();
    if (await resolvesWithin(stopTimeoutInMs, closed)) return true;
    giveUp(new Error(`The calls in flight took more than ${stopTimeoutInMs} ms.`));
    return resolvesWithin(farewellInMs, closed);
  }

  function giveUp(reason: unknown): void {
    givenUp.abort(reason);
    worker.cancelAllJobs();
  }

  function stop(): Promise<void> {
    stopping ??= wind();
    return finished;
  }

  function onSignal(): void {
    stop().catch(() => {});
  }

  function onAbort(): void {
    giveUp(abortSignal?.reason);
    stop().catch(() => {});
  }

  for (const signal of signals) process.once(signal, onSignal);
  abortSignal?.addEventListener('abort', onAbort, { once: true });
  if (abortSignal?.aborted === true) onAbort();
  return { finished, stop, [Symbol.asyncDispose]: stop };
}

function interrupted(name: string): FleetError {
  return new FleetError(
    'unreachable',
    `Stop the worker ${name}: Redis or Postgres did not answer in time. Customers that were in flight are queried again ` +
      'by other workers, once it answers.',
  );
}
