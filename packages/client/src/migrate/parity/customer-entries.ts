import { defined } from '../../call/defined.ts';
import { instantOf } from '../instant-of.ts';
import type { CustomerUsageRow } from '../to-customer-licenses-usage.ts';
import { usagePercent } from '../usage-percent.ts';
import type { FieldKinds } from './compare-values.ts';
import { identityOf, type Entry } from './entry.ts';
import { FieldsReader, type SavedCount } from './read-fields.ts';

/** What of a customer insight is compared: an item of `getCustomerLicensesUsage`, or of an answer saved as it came. */
export interface CustomerInsightFacts {
  readonly customerId?: string | null | undefined;
  readonly customerName: string | null;
  readonly productName: string | null;
  readonly workloadCode?: string | null | undefined;
  readonly workloadName: string | null;
  readonly serviceCode?: string | null | undefined;
  readonly serviceName: string | null;
  readonly channel: string | null;
  readonly processedDateTime?: string | null | undefined;
  readonly licensesActive: SavedCount;
  readonly licensesQualified: SavedCount;
  readonly usagePercent?: SavedCount | null | undefined;
}

/** What of a row is compared: a row of `listLicensesUsage`, or of an answer saved as it came. */
export interface CustomerRowFacts extends Omit<CustomerUsageRow, 'licensesActive' | 'licensesQualified'> {
  readonly licensesActive: SavedCount;
  readonly licensesQualified: SavedCount;
}

/** Tells one insight of a customer from another. Product, workload and channel compare without regard to case. */
export type CustomerUsageKey = Readonly<{
  /** In lower case; `null` when neither side names the customer. */
  customerId: string | null;
  serviceCode: string | null;
  productName: string | null;
  workloadName: string | null;
  channel: string | null;
}>;

export type CustomerUsageField =
  | 'licensesActive'
  | 'licensesQualified'
  | 'usagePercent'
  | 'customerName'
  | 'workloadCode'
  | 'serviceName';

export const customerFields: FieldKinds<CustomerUsageField> = [
  ['licensesActive', 'count'],
  ['licensesQualified', 'count'],
  ['usagePercent', 'percent'],
  ['customerName', 'text'],
  ['workloadCode', 'text'],
  ['serviceName', 'text'],
];

type CustomerEntry = Entry<CustomerUsageKey, CustomerUsageField>;

/** @param customerId Whose insight it is when it doesn't say: the samples never do. */
export function entryOfCustomerInsight(
  insight: CustomerInsightFacts,
  index: number,
  customerId: string | null,
): CustomerEntry {
  const read = new FieldsReader('legacy', index, insight);
  const serviceName = read.text('serviceName');
  return createEntry(read, {
    customerId: read.optionalText('customerId') ?? customerId,
    serviceCode: read.optionalText('serviceCode') ?? serviceName,
    serviceName: serviceName ?? undefined,
    usagePercent: read.percent('usagePercent'),
    // The client reads an absent field as null: either way the operation doesn't tell.
    workloadCode: read.optionalText('workloadCode') ?? undefined,
  });
}

/** @param customerId Whose row it is when it doesn't say. */
export function entryOfCustomerRow(
  row: CustomerRowFacts,
  index: number,
  customerId: string | null,
): CustomerEntry {
  const read = new FieldsReader('rows', index, row);
  const serviceCode = read.text('serviceCode');
  return createEntry(read, {
    customerId: read.text('customerTenantId') ?? customerId,
    serviceCode,
    // What the superseded operation calls the name of a service is its code.
    serviceName: serviceCode,
    usagePercent: usagePercent(read.count('licensesActive'), read.count('licensesQualified')),
    workloadCode: read.optionalText('workloadCode'),
  });
}

interface OwnFields {
  readonly customerId: string | null;
  readonly serviceCode: string | null;
  readonly serviceName: string | null | undefined;
  readonly usagePercent: number | null;
  readonly workloadCode: string | null | undefined;
}

function createEntry(read: FieldsReader, own: OwnFields): CustomerEntry {
  const { serviceCode, serviceName, workloadCode } = own;
  const [licensesActive, licensesQualified] = [read.count('licensesActive'), read.count('licensesQualified')];
  const key = {
    customerId: own.customerId?.toLowerCase() ?? null,
    serviceCode,
    productName: read.text('productName'),
    workloadName: read.text('workloadName'),
    channel: read.text('channel'),
  };
  const processedDateTime = read.optionalText('processedDateTime') ?? null;
  return {
    key,
    identity: identityOf(key),
    content: `${licensesActive}/${licensesQualified}`,
    serviceCode,
    instants: processedDateTime === null ? [] : [instantOf(processedDateTime)],
    values: {
      licensesActive,
      licensesQualified,
      usagePercent: own.usagePercent,
      customerName: read.text('customerName'),
      ...defined({ workloadCode, serviceName }),
    },
  };
}
