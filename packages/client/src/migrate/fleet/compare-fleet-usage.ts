import type { LicensesUsageClient, LicensesUsageQuery } from '../../generated/client.ts';
import {
  compareCustomerUsage,
  type CustomerInsightFacts,
  type CustomerParityReport,
} from '../parity/compare-customer-usage.ts';
import { resolveTolerance } from '../parity/compare-entries.ts';
import type { ParityOptions, ParityTolerance } from '../parity/parity-report.ts';
import type { LegacyUsage } from '../read-fields.ts';
import type { CustomerUsageRow } from '../to-customer-licenses-usage.ts';
import {
  askForCustomer,
  type CustomerFailure,
  customerIds,
  type Customers,
  requireCustomers,
} from './customers.ts';
import { type CustomerRows, groupByCustomer } from './group-by-customer.ts';
import { mapInOrder, requireConcurrency } from './map-in-order.ts';

/** Which customers to compare, and how. */
export interface FleetParityOptions extends ParityOptions {
  /** The customers: ids, or `client.listCustomers()`. Their ids are kept in memory. */
  readonly customers: Customers;
  /**
   * How many superseded calls are in flight at once, 1 to 256. Default: 8. The client's `throttle.maxConcurrency`
   * limits them too.
   */
  readonly concurrency?: number | undefined;
  /** Which snapshot of the rows, UTC. Default: the latest, which is the only one that the superseded operation has. */
  readonly processedDateTime?: LicensesUsageQuery['processedDateTime'];
  /**
   * Holds all rows until the last one has arrived, so that they may come in any order. Default: false, which holds
   * the rows of a few customers at a time and expects the rows of each to be adjacent. The documentation does not
   * promise that.
   */
  readonly holdAllRows?: boolean | undefined;
  /** Ends the comparison at once; it rejects with the signal's own reason. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** How one customer of a fleet compares. */
export type CustomerParity =
  | {
      readonly status: 'compared';
      /** In lower case. */
      readonly customerId: string;
      /** How the answers compare. */
      readonly report: CustomerParityReport;
    }
  | CustomerFailure
  | {
      /** The rows name a customer that `customers` lacks. The superseded operation was not asked. */
      readonly status: 'not-listed';
      /** In lower case; `null` for rows that name no customer. */
      readonly customerId: string | null;
      /** How many rows name it. */
      readonly rows: number;
    };

/** The client for a comparison: one of this package, or one that takes superseded answers from elsewhere. */
export interface FleetClient extends Pick<LicensesUsageClient, 'listLicensesUsage'> {
  /**
   * Gets the superseded answer for a customer, fresh or saved. Called once for each customer, with the id in lower
   * case. A rejection is the customer's failure. An error of this package that every other call would share ends the
   * comparison.
   */
  getCustomerLicensesUsage(
    customerId: string,
    requestOptions: {
      /** Aborted when the comparison ends early. */
      readonly abortSignal: AbortSignal;
    },
  ): Promise<LegacyUsage<CustomerInsightFacts>>;
}

/**
 * Compares the customers of a fleet, with one report each. Reads all rows once, and makes one superseded call for
 * each customer on the way. Customers come in the order of their rows, those without rows last. A failure for one
 * customer is a value. A refused token ends the comparison. {@link overallVerdict} combines the verdicts.
 *
 * Memory grows with the number of customers, not of rows.
 *
 * @throws {ConfigurationError} naming the option at fault, before anything is sent.
 * @throws {ScatteredRowsError} when the rows of a customer are not adjacent, unless `holdAllRows` is set.
 */
export function compareFleetUsage(
  client: FleetClient,
  options: FleetParityOptions,
): AsyncGenerator<CustomerParity, void, undefined> {
  const { customers, processedDateTime, abortSignal, holdAllRows = false } = options;
  const tolerance = resolveTolerance(options);
  requireCustomers(customers);
  const concurrency = requireConcurrency(options.concurrency);
  const rows = client.listLicensesUsage({ processedDateTime }, { abortSignal });
  const groups = withCustomers(groupByCustomer(rows, holdAllRows), customers);
  return mapInOrder(groups, { concurrency, abortSignal }, (group, signal) =>
    compareCustomer(client, group, tolerance, signal),
  );
}

interface CustomerGroup extends CustomerRows<CustomerUsageRow> {
  readonly isListed: boolean;
}

/** Adds the customers without rows, and says which ones are listed. */
async function* withCustomers(
  groups: AsyncIterable<CustomerRows<CustomerUsageRow>>,
  customers: Customers,
): AsyncGenerator<CustomerGroup, void, undefined> {
  const withoutRows = new Set<string | null>();
  for await (const customerId of customerIds(customers)) withoutRows.add(customerId);
  for await (const group of groups) yield { ...group, isListed: withoutRows.delete(group.customerId) };
  for (const customerId of withoutRows) yield { customerId, rows: [], isListed: true };
}

async function compareCustomer(
  client: FleetClient,
  { customerId, rows, isListed }: CustomerGroup,
  tolerance: ParityTolerance,
  abortSignal: AbortSignal,
): Promise<CustomerParity> {
  if (customerId === null || !isListed) return { status: 'not-listed', customerId, rows: rows.length };
  const legacy = await askForCustomer(client, customerId, abortSignal);
  if (legacy.status === 'failed') return legacy;
  try {
    const report = compareCustomerUsage(legacy.usage, rows, { customerId, tolerance });
    return { status: 'compared', customerId, report };
  } catch (error) {
    // The answer can't be compared: it has a malformed date, for example.
    if (error instanceof Error) return { status: 'failed', customerId, error };
    throw error;
  }
}
