import type { Customers } from '@licenses-usage/client/migrate';
import { hostname } from 'node:os';
import { collectResults, listDeadLetters, type CollectOptions } from './collect.ts';
import { connectQueues, type FleetBackend } from './connection.ts';
import type { CustomerFailure, FleetClient, FleetResult } from './customer-usage.ts';
import type { AsyncDisposing } from './disposing.ts';
import { enqueueCustomers, requireScan, type EnqueueOptions, type EnqueueResult } from './enqueue.ts';
import { FleetError } from './fleet-error.ts';
import { readScan, removePause } from './notes.ts';
import { readProgress, watchProgress, type FleetProgress, type ProgressOptions } from './progress.ts';
import { requireName } from './scan-id.ts';
import { startWorker, type FleetWorker, type WorkOptions } from './work.ts';

/** The options of a fleet. */
export interface FleetOptions {
  /** The name of the queue: letters, digits, dots, hyphens and underscores. One queue holds one scan at a time. */
  readonly queue: string;
  /**
   * The name of one pass over the customers of one partner at one service. Processes with another name are refused,
   * so include the partner in it. Default: the name of the queue.
   */
  readonly scan?: string | undefined;
  /**
   * An address, such as `redis://localhost:6379` or `postgres://localhost/contoso`; or any connection that BullMQ
   * accepts: options or a client of ioredis, a client of node-redis, options or a pool of `pg`. Connections made from
   * an address or options are closed with the fleet.
   */
  readonly connection: string | object;
  /** The system that holds the queue. Default: `postgres` for such an address, else `redis`. */
  readonly backend?: FleetBackend | undefined;
  /** How long Redis or Postgres may take for its first answer, in milliseconds. Default: 10,000. */
  readonly connectTimeoutInMs?: number | undefined;
  /**
   * Called when a connection fails. It is re-established automatically, and commands wait meanwhile. Default:
   * ignored.
   */
  readonly onError?: ((error: Error) => void) | undefined;
}

/** Reads the usage of many customers with several workers that share one queue. */
export type Fleet = AsyncDisposing & {
  /**
   * Puts each customer on the queue. A customer that is already there stays unchanged, finished or not, so that a
   * repeated call is harmless and completes an interrupted one.
   * @throws {FleetError} `other-scan` when the queue holds another scan, `unreachable`.
   */
  enqueue(customers: Customers, options?: EnqueueOptions): Promise<EnqueueResult>;
  /**
   * Takes customers from the queue, calls the superseded operation for each, and saves the answer. A customer that
   * can't be answered becomes a dead letter. A refused credential pauses the queue for every worker, with a reason.
   */
  work(client: FleetClient, options?: WorkOptions): FleetWorker;
  /** Returns the current progress of the scan. @throws {FleetError} `other-scan`, `unreachable`. */
  status(): Promise<FleetProgress>;
  /** Returns the name of the scan in the queue, even if it is another one; `undefined` for an empty queue. */
  heldScan(): Promise<string | undefined>;
  /** Yields the progress of the scan repeatedly until it is done. */
  progress(options?: ProgressOptions): AsyncGenerator<FleetProgress, void, undefined>;
  /**
   * Yields each customer once, as the object in a line of `licenses-usage scan`. Waits until the scan is done, unless
   * told otherwise. Removes nothing.
   * @throws {FleetError} `not-enqueued` while not all customers are listed, `kept-elsewhere` when the workers had a
   * sink, `no-worker` or `paused` when waiting has become useless, `incomplete` when the queue has lost customers.
   */
  collect(options?: CollectOptions): AsyncGenerator<FleetResult, void, undefined>;
  /** Yields the customers that could not be answered, with the name of their error. */
  deadLetters(): AsyncGenerator<CustomerFailure, void, undefined>;
  /** Retries the dead letters. Resolves to their number. */
  retryDeadLetters(): Promise<number>;
  /** Lets workers take jobs again, after the credential has been repaired. */
  resume(): Promise<void>;
  /** Closes the connections of this object, in about 2 seconds while Redis or Postgres is away. Workers have their own. */
  close(): Promise<void>;
};

/**
 * Opens a queue of customers. It connects at once; a failure to connect is reported by the first call.
 *
 * ```ts
 * await using fleet = createFleet({ queue: 'contoso', connection: 'redis://localhost:6379' });
 * await fleet.enqueue(client.listCustomers());
 * await using worker = fleet.work(client, { concurrency: 16 });
 * for await (const result of fleet.collect()) console.log(result.customerId, result.status);
 * ```
 *
 * @throws {FleetError} `input`, naming the option at fault.
 */
export function createFleet(options: FleetOptions): Fleet {
  const { connection, backend, connectTimeoutInMs = 10_000, onError = () => {} } = options;
  const queue = requireName('queue', options.queue);
  const scan = requireName('scan', options.scan ?? queue);
  const queues = connectQueues(connection, backend, { name: queue, connectTimeoutInMs, onError });

  async function* ready<Value>(
    values: AsyncGenerator<Value, void, undefined>,
  ): AsyncGenerator<Value, void, undefined> {
    await queues.ready();
    yield* values;
  }

  const close = (): Promise<void> => queues.close();
  return {
    async enqueue(customers, enqueueOptions = {}) {
      await queues.ready();
      return enqueueCustomers(queues, scan, customers, enqueueOptions);
    },
    work(client, workOptions = {}) {
      const { concurrency = 8, name = `${hostname()} ${process.pid}` } = workOptions;
      requireConcurrency(concurrency);
      return startWorker(queues, client, { ...workOptions, scan, concurrency, name });
    },
    async status() {
      await queues.ready();
      return readProgress(queues, scan);
    },
    async heldScan() {
      await queues.ready();
      return (await readScan(queues.notes))?.scan;
    },
    progress: (progressOptions = {}) => ready(watchProgress(queues, scan, progressOptions)),
    collect: (collectOptions = {}) => ready(collectResults(queues, scan, collectOptions)),
    deadLetters: () => ready(listDeadLetters(queues)),
    async retryDeadLetters() {
      await queues.ready();
      await requireScan(queues, scan);
      const { failed } = await readProgress(queues, scan);
      await queues.jobs.retryJobs({ state: 'failed' });
      return failed;
    },
    async resume() {
      await queues.ready();
      await removePause(queues.notes);
      await queues.jobs.resume();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

function requireConcurrency(concurrency: number): void {
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 256) return;
  throw new FleetError(
    'input',
    `concurrency: expected a whole number from 1 to 256, received ${concurrency}. For example: 16.`,
  );
}
