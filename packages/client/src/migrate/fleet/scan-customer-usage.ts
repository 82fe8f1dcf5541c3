import { notifySafely } from '../../events.ts';
import type { LicensesUsageClient } from '../../generated/client.ts';
import {
  askForCustomer,
  customerIds,
  type Customers,
  type CustomerUsageResult,
  requireCustomers,
} from './customers.ts';
import { mapInOrder, requireConcurrency } from './map-in-order.ts';

/**
 * Remembers which customers a scan has finished, so that a killed scan can continue.
 *
 * A scan saves each result when its consumer asks for the next one. A scan that is killed in between delivers that
 * result again, so that nothing is lost. To repeat nothing either, let `save` write the result itself and let `load`
 * read the customers from it. Alternatively, let `save` record the length of the consumer's output and let `load`
 * truncate the output to that length.
 *
 * Store the service, the partner and the operation with the checkpoint, and let `load` throw when they are not those
 * of this scan: a checkpoint of another partner would skip customers that were never scanned.
 */
export interface ScanCheckpoint {
  /** The ids of finished customers. Called once, before anything is sent. Leave out failures to retry them. */
  load(): Promise<Iterable<string>>;
  /** Called once for each customer, in order, one at a time. A rejection ends the scan. */
  save(result: CustomerUsageResult): Promise<void>;
}

/** Which customers to scan, and how. */
export interface ScanOptions {
  /** The customers: ids, or `client.listCustomers()`. Each is scanned once. */
  readonly customers: Customers;
  /** How many calls are in flight at once, 1 to 256. Default: 8. The client's `throttle.maxConcurrency` limits them, too. */
  readonly concurrency?: number | undefined;
  /** Lets a stopped scan continue. Default: every scan starts from the beginning. */
  readonly checkpoint?: ScanCheckpoint | undefined;
  /** Called after each customer's call. Its errors are ignored. */
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  /** Ends the scan at once; it rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** The progress of a scan. */
export interface ScanProgress {
  /** Customers whose usage has arrived. */
  readonly succeeded: number;
  /** Customers whose call failed. */
  readonly failed: number;
  /** Customers that the checkpoint names as finished. */
  readonly skipped: number;
}

/**
 * Yields the usage of each customer, read from the superseded operation with one call each, in the order of the
 * customers. A failure for one customer is a value. Waits for its consumer, so that memory doesn't grow. {@link
 * listCustomerUsage} delivers the same facts with one call per 10,000 rows.
 *
 * A failure that every other call would share ends the scan with its error: a credential that fails or is refused
 * (see {@link isCredentialRefused}), and a service that asks for a longer pause than a call may wait (429, or 503
 * with `Retry-After`). Results that have already arrived are delivered first. With a checkpoint, the next scan asks
 * only for the other customers.
 *
 * @throws {ConfigurationError} naming the option at fault, before anything is sent.
 */
export function scanCustomerUsage(
  client: Pick<LicensesUsageClient, 'getCustomerLicensesUsage'>,
  options: ScanOptions,
): AsyncGenerator<CustomerUsageResult, void, undefined> {
  requireCustomers(options.customers);
  return scan(client, options, requireConcurrency(options.concurrency));
}

async function* scan(
  client: Pick<LicensesUsageClient, 'getCustomerLicensesUsage'>,
  { customers, checkpoint, onProgress, abortSignal }: ScanOptions,
  concurrency: number,
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
      if (onProgress !== undefined) notifySafely(onProgress, { ...progress });
      return result;
    } catch (error) {
      signal.throwIfAborted();
      // Answers of later customers may have arrived. They are delivered before the scan ends.
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
