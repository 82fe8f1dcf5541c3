import { RateLimitError, WaitingError, type Job } from 'bullmq';
import type { CallMeter } from './call-meter.ts';
import type { FleetClient } from './customer-usage.ts';
import type { AsyncDisposing } from './disposing.ts';
import { startHeartbeat } from './heartbeat.ts';
import { writePause } from './notes.ts';
import type { Queues } from './queues.ts';
import { createJobRunner } from './run-job.ts';
import type { FleetSink } from './sinks/sink.ts';

/** A signal that asks a process to end. */
export type StopSignal = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'SIGQUIT';

/** How a worker works. */
export interface WorkOptions {
  /** Where the usage goes. Default: it stays on the queue, where `collect` finds it. The worker closes it when it stops. */
  readonly sink?: FleetSink | undefined;
  /** How many customers are asked for at once, 1 to 256. Default: 8. The client's throttle limits them, too. */
  readonly concurrency?: number | undefined;
  /** What `progress` calls this worker. Default: the host and the process. */
  readonly name?: string | undefined;
  /**
   * Signals of the process on which the worker finishes what is in flight and takes no more. A second one ends the process as
   * ever. Default: `SIGTERM` and `SIGINT`; `[]` for none.
   */
  readonly signals?: readonly StopSignal[] | undefined;
  /** Gives up what is in flight and stops. Those customers are asked again by other workers. */
  readonly abortSignal?: AbortSignal | undefined;
  /** Counts the calls of the client, for `progress`. Pass its `onEvent` to the client as well. */
  readonly meter?: CallMeter | undefined;
  /** Called with a sentence when this worker pauses the queue. */
  readonly onPause?: ((reason: string) => void) | undefined;
}

/** A worker of a fleet. It begins at once, and works until it is told to stop, also when the queue is empty. */
export type FleetWorker = AsyncDisposing & {
  /**
   * Settles when the worker has stopped, whatever stopped it. Rejects with a `FleetError` when it stopped by itself: its sink
   * failed, or the queue holds another scan.
   */
  readonly finished: Promise<void>;
  /** Finishes what is in flight and stops. Settles as `finished` does. */
  stop(): Promise<void>;
};

/** Locks of 5 seconds: the customers of a worker that dies are asked again within about 7. BullMQ's default is 30. */
const lock = { lockDuration: 5000, stalledInterval: 2000 } as const;
/** A customer whose jobs end with the process goes on the dead-letter list after so many processes. BullMQ's default is 1. */
const maxStalledCount = 5;
/** BullMQ's `rateLimit` stops workers only where a limit is set, so here is one that is never reached. */
const limiter = { max: 1_000_000_000, duration: 1000 } as const;
/** How long until a finished job is reported again, after Redis was away. BullMQ's default is 15 seconds. */
const runRetryDelay = 1000;

const defaultSignals: readonly StopSignal[] = ['SIGTERM', 'SIGINT'];

interface RequiredWorkOptions extends WorkOptions {
  readonly scan: string;
  readonly concurrency: number;
  readonly name: string;
}

export function startWorker(queues: Queues, client: FleetClient, options: RequiredWorkOptions): FleetWorker {
  const { scan, sink, concurrency, name, signals = defaultSignals, abortSignal, meter } = options;
  const givenUp = new AbortController();
  const runner = createJobRunner({ client, scan, sink, concurrency, abortSignal: givenUp.signal });
  const counts = { succeeded: 0, failed: 0 };
  let failure: { readonly error: unknown } | undefined;

  async function runJob(job: Job, token?: string): Promise<unknown> {
    const end = await runner.run(job);
    switch (end.kind) {
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
  // `stop` and the disposal reject, too: a program that awaits none of the three has decided not to know.
  finished.catch(() => {});

  async function wind(): Promise<void> {
    for (const signal of signals) process.off(signal, onSignal);
    abortSignal?.removeEventListener('abort', onAbort);
    await worker.close();
    try {
      await sink?.close?.();
    } catch (error) {
      failure ??= { error };
    }
    await heartbeat.stop();
    settle();
  }

  function stop(): Promise<void> {
    stopping ??= wind();
    return finished;
  }

  function onSignal(): void {
    stop().catch(() => {});
  }

  function onAbort(): void {
    givenUp.abort(abortSignal?.reason);
    stop().catch(() => {});
  }

  for (const signal of signals) process.once(signal, onSignal);
  abortSignal?.addEventListener('abort', onAbort, { once: true });
  if (abortSignal?.aborted === true) onAbort();
  return { finished, stop, [Symbol.asyncDispose]: stop };
}
