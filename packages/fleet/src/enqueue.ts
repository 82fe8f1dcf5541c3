import type { Customers } from '@licenses-usage/client/migrate';
import { FleetError } from './fleet-error.ts';
import { claimScan, readScan, removePause, writeScan } from './notes.ts';
import type { Queues } from './queues.ts';
import { jobIdOf } from './scan-id.ts';

/** How customers are put on the queue. */
export interface EnqueueOptions {
  /**
   * Discards the scan in the queue, with its results and dead letters, and starts anew. Default: false, which
   * completes the scan of this name and refuses any other.
   */
  readonly restart?: boolean | undefined;
  /** Called after each thousand customers with the number listed so far. Throw to end the listing. */
  readonly onProgress?: ((listed: number) => void) | undefined;
  /** Stops the listing. Customers on the queue stay, and the next `enqueue` completes them. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** The result of putting customers on the queue. */
export interface EnqueueResult {
  /** Customers that were listed. */
  readonly customers: number;
  /** Customers that were new on the queue. */
  readonly added: number;
}

const jobsPerCommand = 1000;
/** Attempts of one job, for errors that may pass. The client retries within each of them. */
const attempts = 4;
const backoff = { type: 'exponential', delay: 1000 } as const;

/** Puts one job for each customer on the queue. Existing jobs stay unchanged, including finished ones. */
export async function enqueueCustomers(
  { jobs, notes }: Queues,
  scan: string,
  customers: Customers,
  { restart = false, onProgress, abortSignal }: EnqueueOptions,
): Promise<EnqueueResult> {
  abortSignal?.throwIfAborted();
  if (restart) await forgetScan({ jobs, notes });
  const claimed = await claimScan(notes, { scan, customers: null });
  requireSameScan(claimed.scan, scan);
  const before = await countJobs(jobs);
  const listed = new Set<string>();
  let chunk: string[] = [];

  async function flush(): Promise<void> {
    const entries = chunk.map((customerId) => {
      const data = { scan, customerId };
      return { name: 'usage', data, opts: { jobId: jobIdOf(data), attempts, backoff, stackTraceLimit: 0 } };
    });
    chunk = [];
    await jobs.addBulk(entries);
    onProgress?.(listed.size);
  }

  for await (const customer of customers) {
    abortSignal?.throwIfAborted();
    const id = (typeof customer === 'string' ? customer : customer.id).toLowerCase();
    if (listed.has(id)) continue;
    listed.add(id);
    chunk.push(id);
    if (chunk.length === jobsPerCommand) await flush();
  }
  if (chunk.length > 0) await flush();
  const after = await countJobs(jobs);
  // Customers of an earlier listing stay, because a scan has all customers that were ever listed for it.
  await writeScan(notes, { scan, customers: after });
  return { customers: listed.size, added: after - before };
}

/** @throws {FleetError} `other-scan`. */
export function requireSameScan(found: string, wanted: string): void {
  if (found === wanted) return;
  throw new FleetError(
    'other-scan',
    `The queue holds the scan ${found}, not ${wanted}. Collect it and enqueue with restart, or use another queue.`,
  );
}

/** The scan that the queue holds, if it is this one. @throws {FleetError} `other-scan` or `not-enqueued`. */
export async function requireScan({ notes }: Queues, scan: string): Promise<{ readonly customers: number }> {
  const found = await readScan(notes);
  if (found !== undefined) requireSameScan(found.scan, scan);
  if (found === undefined || found.customers === null) {
    throw new FleetError(
      'not-enqueued',
      `${found === undefined ? 'No customers are' : 'Not all customers are'} on the queue of the scan ${scan}. ` +
        'Enqueue them; customers that are already there are not queried again.',
    );
  }
  return { customers: found.customers };
}

/** Empties both queues. Busy workers finish their jobs. */
async function forgetScan({ jobs, notes }: Pick<Queues, 'jobs' | 'notes'>): Promise<void> {
  await jobs.obliterate({ force: true });
  await notes.obliterate({ force: true });
  await jobs.resume();
  await removePause(notes);
}

async function countJobs(jobs: Queues['jobs']): Promise<number> {
  const counts = await jobs.getJobCounts(...jobStates);
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

/** Every state that a job of a fleet can be in. */
const jobStates = ['waiting', 'active', 'delayed', 'completed', 'failed'] as const;
