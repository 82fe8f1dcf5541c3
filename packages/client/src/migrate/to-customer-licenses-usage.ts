import { absentFields } from '../generated/decoders.ts';
import type { CustomerLicensesUsageInsights, LicensesUsageRow } from '../generated/models.ts';
import { withOffset } from './date-time.ts';
import { recomputedCollection, type RecomputedLicensesUsage, usagePercent } from './recompute.ts';
import { type FieldsReader, readersOf } from './read-fields.ts';

type GrainField =
  | 'customerTenantId'
  | 'customerName'
  | 'productName'
  | 'workloadName'
  | 'serviceCode'
  | 'channel';

type OptionalField = 'workloadCode' | 'processedDateTime';

/**
 * The fields from which a customer insight is computed: of an ungrouped row, or one grouped by at least these fields.
 */
export interface CustomerUsageRow
  extends
    Pick<LicensesUsageRow, GrainField | 'licensesActive' | 'licensesQualified'>,
    Partial<Pick<LicensesUsageRow, OptionalField>> {}

/** Gets suitable rows. */
export const customerRowsExample = `listLicensesUsage({ filter: eq('customerTenantId', customerId.toUpperCase()) })`;

/**
 * Converts rows of `listLicensesUsage` to the answer of `getCustomerLicensesUsage`: one insight for each row, in the
 * order of the rows. Rows of several customers give insights of several customers, so filter by `customerTenantId`.
 *
 * - `usagePercent` is recomputed from the counts: Not rounded; may exceed 100; `null` when nothing is qualified. The
 *   service calls its own figure adjusted, so equality is not promised: compare with `roundPercent`.
 * - `serviceName` is the row's `serviceCode`. The row's own `serviceName` is a display name, which insights don't
 *   have.
 * - `customerId` is the row's `customerTenantId` in lower case, as the ids of `listCustomers` are.
 * - `processedDateTime` has the offset of the row, or `Z` if a raw row has none.
 * - `processedDateTime` and `workloadCode` are `null` when the rows were grouped without them.
 *
 * Sources: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information and
 * https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 *
 * @throws {ConfigurationError} naming the first row and field that can't be used.
 */
export function toCustomerLicensesUsage(
  rows: Iterable<CustomerUsageRow>,
): RecomputedLicensesUsage<CustomerLicensesUsageInsights> {
  return recomputedCollection(Array.from(readersOf(rows, customerRowsExample), toInsight));
}

function toInsight(read: FieldsReader): CustomerLicensesUsageInsights {
  const customerId = read.text('customerTenantId')?.toLowerCase() ?? null;
  const serviceCode = read.text('serviceCode');
  const [licensesActive, licensesQualified] = [read.count('licensesActive'), read.count('licensesQualified')];
  return {
    ...absentFields.CustomerLicensesUsageInsights,
    customerId,
    customerName: read.text('customerName'),
    productName: read.text('productName'),
    licensesActive,
    licensesQualified,
    usagePercent: usagePercent(licensesActive, licensesQualified),
    workloadCode: read.optionalText('workloadCode') ?? null,
    workloadName: read.text('workloadName'),
    processedDateTime: withOffset(read.optionalText('processedDateTime')),
    serviceCode,
    serviceName: serviceCode,
    channel: read.text('channel'),
    attributes: { ...absentFields.ResourceAttributes, objectType: 'CustomerLicensesUsageInsights' },
  };
}
