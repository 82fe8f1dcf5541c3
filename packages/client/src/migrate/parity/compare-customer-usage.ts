import { defined, requireGuid } from '../../input/values.ts';
import {
  afterEachRow,
  type FieldsReader,
  insightReadersOf,
  type LegacyUsage,
  type SavedCount,
} from '../read-fields.ts';
import { usagePercent } from '../recompute.ts';
import { customerRowsExample, type CustomerUsageRow } from '../to-customer-licenses-usage.ts';
import { type ComparedFields, compareEntries, resolveTolerance } from './compare-entries.ts';
import type { Entry } from './pair-entries.ts';
import type { ParityOptions, ParityReport, ParityValue } from './parity-report.ts';

/** The compared part of a customer insight: an item of `getCustomerLicensesUsage`, or of a saved answer. */
export interface CustomerInsightFacts {
  /** The customer's tenant id; absent in every recorded answer. */
  readonly customerId?: string | null | undefined;
  /** Compared as text. */
  readonly customerName: string | null;
  /** Part of the key. */
  readonly productName: string | null;
  /** Compared if both sides have one. */
  readonly workloadCode?: string | null | undefined;
  /** Part of the key. */
  readonly workloadName: string | null;
  /** Part of the key; `serviceName` takes its place when it is absent. */
  readonly serviceCode?: string | null | undefined;
  /** Compared as text. */
  readonly serviceName: string | null;
  /** Part of the key. */
  readonly channel: string | null;
  /** The snapshot, ISO 8601; UTC if it has no offset. */
  readonly processedDateTime?: string | null | undefined;
  /** Compared exactly. */
  readonly licensesActive: SavedCount;
  /** Compared exactly. */
  readonly licensesQualified: SavedCount;
  /** Compared within the tolerance. */
  readonly usagePercent?: SavedCount | null | undefined;
}

/** The compared part of a row: a row of `listLicensesUsage`, or of a saved answer. */
export interface CustomerRowFacts extends Omit<CustomerUsageRow, 'licensesActive' | 'licensesQualified'> {
  /** Compared exactly. */
  readonly licensesActive: SavedCount;
  /** Compared exactly. */
  readonly licensesQualified: SavedCount;
}

/** Identifies an insight of a customer. Product, workload and channel are compared without regard to case. */
export type CustomerUsageKey = Readonly<{
  /** In lower case; `null` when neither side names the customer. */
  customerId: string | null;
  /** Such as `o365`. */
  serviceCode: string | null;
  /** Such as `OFFICE 365 ENTERPRISE E3`. */
  productName: string | null;
  /** Such as `Exchange`. */
  workloadName: string | null;
  /** Such as `reseller`. */
  channel: string | null;
}>;

/** The fields of an insight of a customer that are compared. */
export type CustomerUsageField =
  | 'licensesActive'
  | 'licensesQualified'
  | 'usagePercent'
  | 'customerName'
  | 'workloadCode'
  | 'serviceName';

const comparedFields: ComparedFields<CustomerUsageField> = {
  fields: [
    'licensesActive',
    'licensesQualified',
    'usagePercent',
    'customerName',
    'workloadCode',
    'serviceName',
  ],
  percentField: 'usagePercent',
};

type CustomerEntry = Entry<CustomerUsageKey, CustomerUsageField>;

/** @param owner The customer of an insight that names none, which is the case in every sample. */
function entryOfInsight(read: FieldsReader, owner: string | null): CustomerEntry {
  const customerId = read.optionalText('customerId') ?? owner;
  const serviceName = read.text('serviceName');
  const serviceCode = read.optionalText('serviceCode') ?? serviceName;
  return createEntry(read, customerId, serviceCode, {
    serviceName: serviceName ?? undefined,
    usagePercent: read.percent('usagePercent'),
    // The client reads an absent field as null. Either way, there is nothing to compare.
    workloadCode: read.optionalText('workloadCode') ?? undefined,
  });
}

/** @param owner The customer of a row that names none. */
function entryOfRow(read: FieldsReader, owner: string | null): CustomerEntry {
  const serviceCode = read.text('serviceCode');
  return createEntry(read, read.text('customerTenantId') ?? owner, serviceCode, {
    // The superseded operation's `serviceName` holds the code.
    serviceName: serviceCode,
    usagePercent: usagePercent(read.count('licensesActive'), read.count('licensesQualified')),
    workloadCode: read.optionalText('workloadCode'),
  });
}

/** Adds the fields that insights and rows have in common. */
function createEntry(
  read: FieldsReader,
  customerId: string | null,
  serviceCode: string | null,
  own: { readonly [Field in CustomerUsageField]?: ParityValue | undefined },
): CustomerEntry {
  const [licensesActive, licensesQualified] = [read.count('licensesActive'), read.count('licensesQualified')];
  return {
    key: {
      customerId: customerId?.toLowerCase() ?? null,
      serviceCode,
      productName: read.text('productName'),
      workloadName: read.text('workloadName'),
      channel: read.text('channel'),
    },
    content: `${licensesActive}/${licensesQualified}`,
    instants: read.instants(),
    values: { licensesActive, licensesQualified, ...defined(own), customerName: read.text('customerName') },
  };
}

/** How to compare the usage of one customer. */
export interface CustomerParityOptions extends ParityOptions {
  /**
   * The customer's id. Needed when neither side names the customer, for instance without rows. Default: the rows'
   * customer.
   */
  readonly customerId?: string | undefined;
}

/** How the two operations compare for one customer. */
export interface CustomerParityReport extends ParityReport<CustomerUsageKey, CustomerUsageField> {}

/**
 * Compares an answer of `getCustomerLicensesUsage` with the insights computed from the customer's rows of
 * `listLicensesUsage`: one for each service, product, workload and channel.
 *
 * - Ids, codes and names are compared without regard to case, dates as instants. Dates without an offset are UTC.
 * - The service of an insight is its `serviceCode`, or else its `serviceName`, which holds the code. The rows' own
 *   `serviceName`, a display name, is not compared.
 * - Percentages are recomputed from the counts of the rows, never clamped, and compared within `options.tolerance`.
 * - A service whose snapshots differ is not compared: see `asOf`.
 * - A row that one side lacks is not a zero: see `onlyInLegacy` and `onlyInCurrent`.
 *
 * For an async iterable of rows, such as `client.listLicensesUsage(…)`, resolves to the report. Rows and insights of
 * the customer are held in memory.
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
  const insights = insightReadersOf(legacy);
  const { customerId } = options;
  /** The customer that is compared: the given one, or the one that the first row names. */
  let owner = customerId === undefined ? null : requireGuid('options.customerId', customerId).toLowerCase();
  const current: CustomerEntry[] = [];

  function add(read: FieldsReader): void {
    const entry = entryOfRow(read, owner);
    owner ??= entry.key.customerId;
    if (entry.key.customerId !== owner) {
      const expected = `the id of the one customer that is compared, ${owner ?? 'which no row names'}`;
      read.refuse('customerTenantId', expected, entry.key.customerId, customerRowsExample);
    }
    current.push(entry);
  }

  return afterEachRow(rows, add, () => {
    const entries = Array.from(insights, (read) => entryOfInsight(read, owner));
    return compareEntries(entries, current, comparedFields, tolerance);
  });
}
