import { requireInteger } from '../../input/numbers.ts';
import { tell } from '../tell.ts';
import {
  askForCustomer,
  customerIds,
  type Customers,
  type CustomerUsageResult,
  type LegacyCustomerClient,
  requireCustomers,
} from './customers.ts';
import { mapInOrder } from './map-in-order.ts';

/**
 * Remembers which customers a scan has been through, so that one that was killed goes on where it was.
 *
 * A scan tells of each result after its consumer has come back for the next one. So a scan that is killed between the
 * two delivers that one result again: nothing is lost. For nothing to be repeated either, let `save` write the result
 * itself and `load` read whose results there are; or let `save` note how far the consumer's output had come, and `load`
 * cut off what lies behind.
 *
 * Store with it what it belongs to: the service, the partner, and the operation. `load` throws when they are not those of
 * this scan: a checkpoint of another partner would skip customers who were never asked.
 */
export interface ScanCheckpoint {
  /** The ids of the customers not to ask again. Called once, before anything is sent. Failures left out are tried again. */
  load(): Promise<Iterable<string>>;
  /** Called once for each customer, one after another, in the order of the customers. What it throws ends the scan. */
  save(result: CustomerUsageResult): Promise<void>;
}

/** Which customers to scan, and how. */
export interface ScanOptions {
  /** Whom to ask about: ids, or `client.listCustomers()`. An id that comes twice is asked about once. */
  readonly customers: Customers;
  /** How many calls are in flight at once, 1 to 256. Default: 8. The client's `throttle.maxConcurrency` limits them, too. */
  readonly concurrency?: number | undefined;
  /** Lets a scan that was stopped go on. Default: every scan starts anew. */
  readonly checkpoint?: ScanCheckpoint | undefined;
  /** Told after each customer's call. What the function throws is ignored. */
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  /** Ends the scan at once; it rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How far a scan has come. */
export interface ScanProgress {
  /** Customers whose usage arrived. */
  readonly succeeded: number;
  readonly failed: number;
  /** Customers that the checkpoint said are done. */
  readonly skipped: number;
}

/**
 * Asks for the usage of each customer through the superseded operation: one call each, results in the order of the
 * customers. A customer that fails is a value, not the end. Waits for its consumer: what is held does not grow.
 * {@link listCustomerUsage} has the same facts for one call per 10,000 rows.
 *
 * What every other customer would meet, too, ends the scan with its error: a refused token (401, or a credential that
 * fails), and a service that asks to be left alone for longer than a call may wait (429, or 503 with `Retry-After`).
 * Results that have arrived by then are delivered first. With a checkpoint, the next scan asks only the other customers.
 *
 * @throws {ConfigurationError} naming the option at fault, before anything is sent.
 */
export function scanCustomerUsage(
  client: LegacyCustomerClient,
  options: ScanOptions,
): AsyncGenerator<CustomerUsageResult, void, undefined> {
  const customers = requireCustomers(options.customers);
  return scan(client, { ...options, customers, concurrency: requireConcurrency(options.concurrency ?? 8) });
}

export function requireConcurrency(concurrency: number): number {
  return requireInteger('concurrency', concurrency, { min: 1, max: 256, example: 8 });
}

async function* scan(
  client: LegacyCustomerClient,
  {
    customers,
    concurrency,
    checkpoint,
    onProgress,
    abortSignal,
  }: ScanOptions & { readonly concurrency: number },
): AsyncGenerator<CustomerUsageResult, void, undefined> {
  abortSignal?.throwIfAborted();
  const done = new Set(Array.from((await checkpoint?.load()) ?? [], (id) => id.toLowerCase()));
  const progress = { succeeded: 0, failed: 0, skipped: 0 };
  let stopped: { readonly error: unknown } | undefined;

  async function* remaining(): AsyncGenerator<string, void, undefined> {
    for await (const id of customerIds(customers)) {
      if (stopped !== undefined) return;
      if (!done.has(id)) yield id;
      else progress.skipped += 1;
    }
  }

  const results = mapInOrder(remaining(), { concurrency, abortSignal }, async (id, signal) => {
    if (stopped !== undefined) return undefined;
    try {
      const result = await askForCustomer(client, id, signal);
      progress[result.status === 'ok' ? 'succeeded' : 'failed'] += 1;
      tell(onProgress, { ...progress });
      return result;
    } catch (error) {
      signal.throwIfAborted();
      // Customers after this one may have answered already: their results are delivered before the scan ends.
      stopped ??= { error };
      return undefined;
    }
  });
  for await (const result of results) {
    if (result === undefined) continue;
    yield result;
    await checkpoint?.save(result);
  }
  if (stopped !== undefined) throw stopped.error;
}
