import { ConfigurationError } from '../../errors/configuration-error.ts';
import { requireGuid } from '../../input/guid.ts';
import { compareEntries } from './compare-entries.ts';
import {
  customerFields,
  entryOfCustomerInsight,
  entryOfCustomerRow,
  type CustomerInsightFacts,
  type CustomerRowFacts,
  type CustomerUsageField,
  type CustomerUsageKey,
} from './customer-entries.ts';
import type { Entry } from './entry.ts';
import type { ParityReport } from './parity-report.ts';
import { insightsOf, type LegacyUsage } from './read-fields.ts';
import { eachRow, isAsync } from './rows.ts';
import { resolveTolerance, type ParityOptions } from './tolerance.ts';

export interface CustomerParityOptions extends ParityOptions {
  /** Whose usage it is. Needed where neither side says so, as when there are no rows. Default: whom the rows name. */
  readonly customerId?: string | undefined;
}

export interface CustomerParityReport extends ParityReport<CustomerUsageKey, CustomerUsageField> {}

/**
 * Compares what `getCustomerLicensesUsage` answered with what the rows of `listLicensesUsage` come to for the same
 * customer: one insight for each service, product, workload and channel.
 *
 * - Ids, codes and names compare without regard to case, dates as instants; without an offset they are UTC.
 * - The service of an insight is its `serviceCode`, or else its `serviceName`, which holds the code. The display name that
 *   rows have as `serviceName` is compared with nothing.
 * - Percentages are recomputed from the counts of the rows, never clamped, and compared within `options.tolerance`.
 * - A service whose snapshots differ is not compared: see `asOf`.
 * - A row that one side lacks is not a zero: see `onlyInLegacy` and `onlyInCurrent`.
 *
 * Rows that are still to come (`client.listLicensesUsage(…)`) give a promise. Rows and insights of the customer are held.
 *
 * @throws {ConfigurationError} for rows of several customers, and naming the first field that can't be used.
 */
export function compareCustomerUsage(
  legacy: LegacyUsage<CustomerInsightFacts>,
  rows: Iterable<CustomerRowFacts>,
  options?: CustomerParityOptions,
): CustomerParityReport;
export function compareCustomerUsage(
  legacy: LegacyUsage<CustomerInsightFacts>,
  rows: AsyncIterable<CustomerRowFacts>,
  options?: CustomerParityOptions,
): Promise<CustomerParityReport>;
export function compareCustomerUsage(
  legacy: LegacyUsage<CustomerInsightFacts>,
  rows: Iterable<CustomerRowFacts> | AsyncIterable<CustomerRowFacts>,
  options: CustomerParityOptions = {},
): CustomerParityReport | Promise<CustomerParityReport> {
  const tolerance = resolveTolerance(options);
  const insights = insightsOf(legacy);
  const current = new CustomerRows(options.customerId);
  const compare = (): CustomerParityReport => {
    const owner = current.customerId;
    const entries = Array.from(insights, (insight, index) => entryOfCustomerInsight(insight, index, owner));
    return compareEntries(entries, current.entries, customerFields, tolerance);
  };
  if (isAsync(rows)) return eachRow(rows, (row) => current.add(row)).then(compare);
  for (const row of rows) current.add(row);
  return compare();
}

/** The rows of one customer. */
class CustomerRows {
  readonly entries: Entry<CustomerUsageKey, CustomerUsageField>[] = [];
  #customerId: string | null;

  constructor(customerId: string | undefined) {
    this.#customerId =
      customerId === undefined ? null : requireGuid('options.customerId', customerId).toLowerCase();
  }

  /** In lower case; `null` as long as nothing says. */
  get customerId(): string | null {
    return this.#customerId;
  }

  add(row: CustomerRowFacts): void {
    const entry = entryOfCustomerRow(row, this.entries.length, this.#customerId);
    const { customerId } = entry.key;
    this.#customerId ??= customerId;
    if (customerId !== this.#customerId) {
      throw new ConfigurationError({
        argument: `rows[${this.entries.length}].customerTenantId`,
        expected: `the id of the one customer that is compared, ${this.#customerId ?? 'which no row names'}`,
        received: customerId,
        example: `listLicensesUsage({ filter: eq('customerTenantId', customerId.toUpperCase()) })`,
      });
    }
    this.entries.push(entry);
  }
}
