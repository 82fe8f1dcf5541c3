import type { components } from '../generated/schema.ts';
import { readCount, readDateTime, readText } from './fields.ts';
import type { FormatReader } from './format-reader.ts';
import { isRecord } from './is-record.ts';
import { knownChannels, knownServices, reportNewValue } from './known-values.ts';
import { normalise, type Normalised, type ReadersOf } from './normalise.ts';

/**
 * The usage of one workload of one product by one customer, as the superseding operation reports it.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export interface LicensesUsageRow extends Normalised<
  components['schemas']['LicensesUsageRow'],
  'licensesActive' | 'licensesQualified'
> {}

/** A field that rows can be filtered and grouped by. */
export type LicensesUsageField = components['schemas']['LicensesUsageField'];

type Counts = Pick<LicensesUsageRow, 'licensesActive' | 'licensesQualified'>;

/**
 * The row type that a `groupBy` leaves: the chosen fields and the two counts. Where the fields are known only at run
 * time, each is optional.
 */
export type LicensesUsageRowOf<GroupBy extends readonly LicensesUsageField[]> = GroupBy extends readonly []
  ? LicensesUsageRow
  : number extends GroupBy['length']
    ? Partial<Pick<LicensesUsageRow, LicensesUsageField>> & Counts
    : Pick<LicensesUsageRow, GroupBy[number]> & Counts;

const rowReaders: ReadersOf<LicensesUsageRow> = {
  processedDateTime: readDateTime,
  workloadCode: readText,
  workloadName: readText,
  serviceCode: readText,
  serviceName: readText,
  channel: readText,
  customerTenantId: readText,
  customerName: readText,
  productId: readText,
  productName: readText,
  licensesActive: readCount,
  licensesQualified: readCount,
};

/** Reads a row of an answer that was grouped by `groupBy`, or of an ungrouped one when that is empty. */
export function readLicensesUsageRow<GroupBy extends readonly LicensesUsageField[]>(
  value: unknown,
  groupBy: readonly LicensesUsageField[],
  at: FormatReader,
): LicensesUsageRowOf<GroupBy> {
  narrowRow<GroupBy>(value, groupBy, at);
  return value;
}

function narrowRow<GroupBy extends readonly LicensesUsageField[]>(
  value: unknown,
  groupBy: readonly LicensesUsageField[],
  at: FormatReader,
): asserts value is LicensesUsageRowOf<GroupBy> {
  if (isRecord(value)) renameActiveCount(value, at);
  if (groupBy.length === 0) {
    normalise<LicensesUsageRow>(value, rowReaders, at);
    reportNewValue(value.serviceCode, knownServices, 'serviceCode', at);
    reportNewValue(value.channel, knownChannels, 'channel', at);
    return;
  }
  if (!isRecord(value)) return at.fail('an object', value);
  for (const count of ['licensesActive', 'licensesQualified']) {
    value[count] = at.under(count, readCount, value[count]);
  }
  for (const field of groupBy) value[field] = at.under(field, readText, value[field]);
}

/**
 * The page's table of fields says `licensesActive`, its sample says `licenseActive`. Either is read; two that disagree
 * are refused, since nothing tells which one is true.
 */
function renameActiveCount(row: Record<string, unknown>, at: FormatReader): void {
  if (!('licenseActive' in row)) return;
  const { licenseActive, licensesActive } = row;
  const count = at.under('licenseActive', readCount, licenseActive);
  const readSame = (value: unknown) =>
    readCount(value, at) === count ? count : at.fail(`the same count as licenseActive, ${count}`, value);
  row['licensesActive'] =
    licensesActive === undefined ? count : at.under('licensesActive', readSame, licensesActive);
  delete row['licenseActive'];
}
