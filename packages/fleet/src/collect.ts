import type { Job } from 'bullmq';
import {
  readKeptUsage,
  type CustomerFailure,
  type CustomerUsage,
  type FleetResult,
} from './customer-usage.ts';
import { requireScan } from './enqueue.ts';
import { readFailure } from './failure-text.ts';
import { FleetError } from './fleet-error.ts';
import { createIdleCheck } from './idle-check.ts';
import { watchProgress, type FleetProgress } from './progress.ts';
import type { Queues } from './queues.ts';
import { isJobData } from './scan-id.ts';

/** How results are collected. */
export interface CollectOptions {
  /** Whether to wait until every customer has succeeded or failed. Default: true; false collects the results so far. */
  readonly wait?: boolean | undefined;
  /**
   * Called with each state of the queue while waiting. Throw to end the waiting, for instance because the queue is
   * paused.
   */
  readonly onProgress?: ((progress: FleetProgress) => void) | undefined;
  /**
   * How long to wait, in milliseconds, while no worker reports or the queue is paused. Default: 600,000; `Infinity`
   * waits for ever.
   */
  readonly idleTimeoutInMs?: number | undefined;
  /** Ends the collection; it rejects with the signal's own reason. Nothing is removed from the queue. */
  readonly abortSignal?: AbortSignal | undefined;
}

const jobsPerPage = 500;
const defaultIdleTimeoutInMs = 600_000;

/**
 * Yields each customer once, failed ones last. Removes nothing.
 * @throws {FleetError} `no-worker` or `paused` when waiting has become useless, `incomplete` when customers are missing.
 */
export async function* collectResults(
  queues: Queues,
  scan: string,
  { wait = true, onProgress, idleTimeoutInMs = defaultIdleTimeoutInMs, abortSignal }: CollectOptions,
): AsyncGenerator<FleetResult, void, undefined> {
  await requireScan(queues, scan);
  if (wait) {
    const requireLife = createIdleCheck(idleTimeoutInMs);
    for await (const progress of watchProgress(queues, scan, { abortSignal })) {
      onProgress?.(progress);
      requireLife(progress, performance.now());
    }
  }
  let collected = 0;
  for await (const job of jobsIn(queues, 'completed', abortSignal)) {
    collected += 1;
    yield readUsage(job);
  }
  for await (const failure of listDeadLetters(queues, abortSignal)) {
    collected += 1;
    yield failure;
  }
  const { customers } = await requireScan(queues, scan);
  if (wait && collected < customers) throw incomplete(collected, customers);
}

/** Yields the failed customers with the name of their error, in the order of their failure. */
export async function* listDeadLetters(
  queues: Queues,
  abortSignal?: AbortSignal,
): AsyncGenerator<CustomerFailure, void, undefined> {
  for await (const job of jobsIn(queues, 'failed', abortSignal)) {
    yield { customerId: customerOf(job), status: 'failed', error: readFailure(job.failedReason) };
  }
}

async function* jobsIn(
  { jobs }: Queues,
  state: 'completed' | 'failed',
  abortSignal: AbortSignal | undefined,
): AsyncGenerator<Job, void, undefined> {
  const seen = new Set<string>();
  for (let start = 0; ; start += jobsPerPage) {
    abortSignal?.throwIfAborted();
    const page = await jobs.getJobs([state], start, start + jobsPerPage - 1, true);
    for (const job of page) {
      // Jobs that finish meanwhile may move others from one page to the next.
      if (job?.id === undefined || seen.has(job.id)) continue;
      seen.add(job.id);
      yield job;
    }
    if (page.length < jobsPerPage) return;
  }
}

function readUsage(job: Job): CustomerUsage {
  const kept: unknown = job.returnvalue;
  const usage = readKeptUsage(customerOf(job), kept);
  if (usage !== undefined) return usage;
  throw new FleetError(
    'kept-elsewhere',
    'Collect the usage of all customers: their workers had a sink of their own and left nothing on the queue. ' +
      'Read it from there, or enqueue again with restart for workers without a sink.',
  );
}

function incomplete(collected: number, customers: number): FleetError {
  return new FleetError(
    'incomplete',
    `Collect the usage of ${customers} customers: the queue has the results of ${collected}. Redis has lost the others, or ` +
      'they are being retried. Enqueue all customers again, which queries only those, and collect again.',
  );
}

function customerOf(job: Job): string {
  const data: unknown = job.data;
  return isJobData(data) ? data.customerId : String(job.id);
}
