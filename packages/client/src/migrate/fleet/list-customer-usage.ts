import type { CustomerLicensesUsageInsights } from '../../generated/models.ts';
import type { LicensesUsageClient, LicensesUsageQuery } from '../../generated/client.ts';
import type { RequestOptions } from '../../request-options.ts';
import { recomputedCollection, type RecomputedLicensesUsage } from '../recompute.ts';
import { toCustomerLicensesUsage } from '../to-customer-licenses-usage.ts';
import { customerIds, requireCustomers, type Customers } from './customers.ts';
import { groupByCustomer } from './group-by-customer.ts';

/** Which customers to list, and how. */
export interface ListCustomerUsageOptions extends RequestOptions {
  /**
   * The customers: ids, or `client.listCustomers()`. Those without rows come last, with no items, as in the superseded
   * operation's answer. Default: customers without rows are left out.
   */
  readonly customers?: Customers | undefined;
  /** Which snapshot, UTC. Default: the latest. */
  readonly processedDateTime?: LicensesUsageQuery['processedDateTime'];
  /**
   * Holds all rows until the last one has arrived, so that they may come in any order. Default: false, which holds
   * the rows of one customer at a time and expects them to be adjacent. The documentation does not promise that.
   */
  readonly holdAllRows?: boolean | undefined;
}

/** The usage of one customer, as the superseded operation would have answered it. */
export interface CustomerUsage {
  /** In lower case; `null` for rows that name no customer. */
  readonly customerId: string | null;
  /** With percentages recomputed from the counts. */
  readonly usage: RecomputedLicensesUsage<CustomerLicensesUsageInsights>;
}

/**
 * Yields the usage of each customer, read from the superseding operation with one call per 10,000 rows. {@link
 * scanCustomerUsage} makes one call per customer. Customers come in the order of their rows.
 *
 * The first `next()` rejects with a `ConfigurationError` that names an option at fault, before anything is sent.
 * @throws {ScatteredRowsError} when the rows of a customer are not adjacent, unless `holdAllRows` is set.
 */
export async function* listCustomerUsage(
  client: Pick<LicensesUsageClient, 'listLicensesUsage'>,
  options: ListCustomerUsageOptions = {},
): AsyncGenerator<CustomerUsage, void, undefined> {
  const { customers, processedDateTime, holdAllRows = false, ...requestOptions } = options;
  if (customers !== undefined) requireCustomers(customers);
  const list = client.listLicensesUsage({ processedDateTime }, requestOptions);
  const seen = new Set<string | null>();
  for await (const { customerId, rows } of groupByCustomer(list, holdAllRows)) {
    seen.add(customerId);
    yield { customerId, usage: toCustomerLicensesUsage(rows) };
  }
  if (customers === undefined) return;
  for await (const customerId of customerIds(customers)) {
    if (!seen.has(customerId)) yield { customerId, usage: recomputedCollection([]) };
  }
}
