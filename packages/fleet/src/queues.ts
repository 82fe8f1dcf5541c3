import {
  withBackend,
  type BackendFactory,
  type IQueueBackend,
  type Processor,
  type Queue,
  type Worker,
  type WorkerOptions,
} from 'bullmq';
import { FleetError } from './fleet-error.ts';
import type { JobData } from './scan-id.ts';
import { resolvesWithin } from './within.ts';

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
export interface JobWorker extends Pick<Worker, 'cancelAllJobs' | 'close' | 'id' | 'run'> {
  /** Ends what keeps the process alive when {@link close} does not, because Redis or Postgres is away. */
  abandon(): void;
}

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
  /** Ends in time even while Redis or Postgres is away. */
  close(): Promise<void>;
}

export interface QueuesOptions<Connection> {
  readonly name: string;
  readonly connection: Connection;
  readonly backend: BackendFactory<IQueueBackend, Connection>;
  readonly connectTimeoutInMs: number;
  readonly onError: (error: Error) => void;
}

/** How long Redis or Postgres may take to end a connection in order. While it is away, it never does. */
export const farewellInMs = 2000;

/** Opens the two queues of a fleet. */
export function openQueues<Connection>(options: QueuesOptions<Connection>): Queues {
  const { name, connection, onError, connectTimeoutInMs } = options;
  const classes = withBackend(options.backend);
  class JobsWorker extends classes.Worker<JobData, unknown> {
    abandon(): void {
      void this.lockManager.close().catch(() => {});
      void this.disconnect().catch(() => {});
    }
  }
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
    const answered = Promise.all([jobs.waitUntilReady(), notes.waitUntilReady()]);
    try {
      if (await resolvesWithin(connectTimeoutInMs, answered)) return;
    } catch (error) {
      throw unreachable(name, error);
    }
    throw unreachable(name, lastError, connectTimeoutInMs);
  }

  async function close(): Promise<void> {
    const closed = Promise.all([jobs.close(), notes.close()]);
    if (await resolvesWithin(farewellInMs, closed)) return;
    for (const queue of [jobs, notes]) void queue.disconnect().catch(() => {});
  }

  let closing: Promise<void> | undefined;
  let readiness: Promise<void> | undefined;
  return {
    jobs,
    notes,
    createWorker(processor, ownOptions) {
      const worker = new JobsWorker(name, processor, { ...ownOptions, connection });
      worker.on('error', onError);
      // Redis was away for longer than a lock lasts, so others ask for these customers. So that each is asked once, this
      // worker does not ask for them any more.
      worker.on('lockRenewalFailed', (ids) => {
        for (const id of ids) worker.cancelJob(id);
      });
      return worker;
    },
    ready: () => (readiness ??= waitUntilReady()),
    close: () => (closing ??= close()),
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
