import { setTimeout as sleep } from 'node:timers/promises';
import { requireSameScan } from './enqueue.ts';
import { readPause, readScan, readWorkers, type PauseNote, type WorkerNote } from './notes.ts';
import type { Queues } from './queues.ts';

/** The progress of a scan, over all its workers. */
export interface FleetProgress {
  /** The name of the scan. */
  readonly scan: string;
  /** The number of customers; `null` until `enqueue` has listed all of them. */
  readonly customers: number | null;
  /** Jobs that are ready for a worker. */
  readonly waiting: number;
  /** Jobs that a worker holds. After about 7 seconds another worker takes over the jobs of a dead one. */
  readonly active: number;
  /** Jobs that are retried after a while. */
  readonly delayed: number;
  /** Customers whose usage is saved. */
  readonly succeeded: number;
  /** Customers on the dead-letter list. */
  readonly failed: number;
  /** Why no worker takes jobs; `undefined` while workers may. */
  readonly paused: PauseNote | undefined;
  /** Whether all customers are listed, and each of them has succeeded or failed. */
  readonly done: boolean;
  /** The workers of at least the last 10 minutes, oldest first. */
  readonly workers: readonly WorkerNote[];
}

/** How progress is watched. */
export interface ProgressOptions {
  /** The time between two values, in milliseconds. Default: 1,000. */
  readonly intervalInMs?: number | undefined;
  /** Ends the iteration, which rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Reads the current progress. @throws {FleetError} `other-scan`. */
export async function readProgress(queues: Queues, scan: string): Promise<FleetProgress> {
  const { jobs, notes } = queues;
  const [counts, note, isPaused, pause, workers] = await Promise.all([
    jobs.getJobCounts('waiting', 'active', 'delayed', 'completed', 'failed'),
    readScan(notes),
    jobs.isPaused(),
    readPause(notes),
    readWorkers(notes),
  ]);
  if (note !== undefined) requireSameScan(note.scan, scan);
  const count = (state: string): number => counts[state] ?? 0;
  const waiting = count('waiting');
  const active = count('active');
  const delayed = count('delayed');
  const customers = note?.customers ?? null;
  return {
    scan,
    customers,
    waiting,
    active,
    delayed,
    succeeded: count('completed'),
    failed: count('failed'),
    paused: isPaused ? (pause ?? { reason: 'The queue was paused from outside.', since: '' }) : undefined,
    done: customers !== null && waiting + active + delayed === 0,
    workers,
  };
}

/** Yields the progress repeatedly, until the scan is done. The last value says so. */
export async function* watchProgress(
  queues: Queues,
  scan: string,
  { intervalInMs = 1000, abortSignal }: ProgressOptions,
): AsyncGenerator<FleetProgress, void, undefined> {
  for (;;) {
    abortSignal?.throwIfAborted();
    const progress = await readProgress(queues, scan);
    yield progress;
    if (progress.done) return;
    await sleep(intervalInMs, undefined, { signal: abortSignal }).catch(() => abortSignal?.throwIfAborted());
  }
}
