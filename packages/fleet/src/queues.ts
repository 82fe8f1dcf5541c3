import {
  withBackend,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
  type Queue,
  type Worker,
  type WorkerOptions,
} from 'bullmq';
import { setTimeout as sleep } from 'node:timers/promises';
import { FleetError } from './fleet-error.ts';
import type { JobData } from './scan-id.ts';

/** The part of a BullMQ queue that is used, on either backend. */
export type JobQueue = Pick<
  Queue,
  | 'add'
  | 'addBulk'
  | 'getJob'
  | 'getJobs'
  | 'getJobCounts'
  | 'isPaused'
  | 'obliterate'
  | 'pause'
  | 'rateLimit'
  | 'resume'
  | 'retryJobs'
>;

/** The part of BullMQ's worker that is used. */
export type JobWorker = Pick<Worker, 'cancelAllJobs' | 'close' | 'id' | 'run'>;

/** The jobs, and the notes about them that outlive every process. */
export interface Queues {
  /** One job for each customer. */
  readonly jobs: JobQueue;
  /** Notes, by id: the scan, its workers, and why it is paused. No worker takes jobs from this queue. */
  readonly notes: JobQueue;
  createWorker(
    processor: Processor<JobData, unknown>,
    options: Omit<WorkerOptions, 'connection' | 'prefix'>,
  ): JobWorker;
  /** Resolves when Redis or Postgres has answered. @throws {FleetError} `unreachable`. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface QueuesOptions<Connection> {
  readonly name: string;
  readonly connection: Connection;
  readonly backend: BackendFactory<IQueueBackend, Connection>;
  readonly connectTimeoutInMs: number;
  readonly onError: (error: Error) => void;
}

/** Opens the two queues of a fleet. */
export function openQueues<Connection>(options: QueuesOptions<Connection>): Queues {
  const { name, connection, onError, connectTimeoutInMs } = options;
  const classes = withBackend(options.backend);
  const jobs = new classes.Queue(name, { connection });
  const notes = new classes.Queue(`${name}-notes`, { connection });
  let lastError: Error | undefined;
  // Without a listener, a lost connection would end the process.
  for (const queue of [jobs, notes]) {
    queue.on('error', (error) => {
      lastError = error;
      onError(error);
    });
  }

  async function waitUntilReady(): Promise<void> {
    const timer = new AbortController();
    const answered = Promise.all([jobs.waitUntilReady(), notes.waitUntilReady()]).then(() => true);
    const timeout = sleep(connectTimeoutInMs, false, { signal: timer.signal });
    timeout.catch(() => {});
    try {
      if (await Promise.race([answered, timeout])) return;
    } catch (error) {
      throw unreachable(name, error);
    } finally {
      timer.abort();
      answered.catch(() => {});
    }
    throw unreachable(name, lastError, connectTimeoutInMs);
  }

  let readiness: Promise<void> | undefined;
  return {
    jobs,
    notes,
    createWorker(processor, ownOptions) {
      const worker = new classes.Worker<JobData, unknown>(name, processor, { ...ownOptions, connection });
      worker.on('error', onError);
      // Redis was away for longer than a lock lasts, so others ask for these customers. So that each is asked once, this
      // worker does not ask for them any more.
      worker.on('lockRenewalFailed', (ids) => {
        for (const id of ids) worker.cancelJob(id);
      });
      return worker;
    },
    ready: () => (readiness ??= waitUntilReady()),
    async close() {
      await Promise.all([jobs.close(), notes.close()]);
    },
  };
}

/** Leaves out the address, because it may hold a password. */
function unreachable(name: string, cause: unknown, waitedInMs?: number): FleetError {
  const what = cause instanceof Error && cause.message !== '' ? cause.message : undefined;
  const answer =
    waitedInMs === undefined
      ? (what ?? 'no reason given')
      : `no answer in ${waitedInMs} ms${what ? ` (${what})` : ''}`;
  return new FleetError(
    'unreachable',
    `Open the queue ${name}: ${answer}. Start Redis or Postgres, and check the connection that was given.`,
    { cause },
  );
}
