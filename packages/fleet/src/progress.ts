import { setTimeout as sleep } from 'node:timers/promises';
import { requireSameScan } from './enqueue.ts';
import { readPause, readScan, readWorkers, type PauseNote, type WorkerNote } from './notes.ts';
import type { Queues } from './queues.ts';

/** How far a scan has come, over all its workers. */
export interface FleetProgress {
  /** The name of the scan. */
  readonly scan: string;
  /** How many customers the scan has; `null` until `enqueue` has listed all of them. */
  readonly customers: number | null;
  /** Jobs that a worker may take at once. */
  readonly waiting: number;
  /** Jobs that a worker holds, also one that has died: after about 7 seconds another worker takes them. */
  readonly active: number;
  /** Jobs that are tried again after a while. */
  readonly delayed: number;
  /** Customers whose usage is saved. */
  readonly succeeded: number;
  /** Customers on the dead-letter list. */
  readonly failed: number;
  /** Why nobody takes jobs; `undefined` while somebody may. */
  readonly paused: PauseNote | undefined;
  /** Whether all customers are listed, and each of them has succeeded or failed. */
  readonly done: boolean;
  /** The workers of the last 10 minutes at least, oldest first. */
  readonly workers: readonly WorkerNote[];
}

/** How progress is watched. */
export interface ProgressOptions {
  /** How long between two looks, in milliseconds. Default: 1,000. */
  readonly intervalInMs?: number | undefined;
  /** Ends the watching; the iteration rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** Looks once. @throws {FleetError} `other-scan`. */
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
    paused: isPaused ? (pause ?? { reason: 'Somebody paused the queue.', since: '' }) : undefined,
    done: customers !== null && waiting + active + delayed === 0,
    workers,
  };
}

/** Looks again and again, until the scan is done. The last value says so. */
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
