import type { components } from '../generated/schema.ts';
import { normaliseGroup, normaliseRow } from './commercial-row.ts';
import { readCount, readDateTime, readText, withOffset } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import { isRecord } from './is-record.ts';
import { knownChannels, knownServices } from './known-values.ts';
import type { Normalised, ReadersOf } from './normalise.ts';

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
  ctx: DecodeContext,
): LicensesUsageRowOf<GroupBy> {
  narrowRow<GroupBy>(value, groupBy, ctx);
  return value;
}

const fieldCount = Object.keys(rowReaders).length;

/**
 * Recognises a row that has every field of its type, and no other: nothing is left to do but to tell its offset. Most
 * rows are like that, and this takes a tenth of the time of reading them; whatever is different in any way is read.
 */
function makeAsPromised(row: unknown): boolean {
  if (!isRecord(row)) return false;
  const { processedDateTime, serviceCode, channel } = row;
  const isTyped =
    typeof processedDateTime === 'string' &&
    typeof row['workloadCode'] === 'string' &&
    typeof row['workloadName'] === 'string' &&
    typeof serviceCode === 'string' &&
    typeof row['serviceName'] === 'string' &&
    typeof channel === 'string' &&
    typeof row['customerTenantId'] === 'string' &&
    typeof row['customerName'] === 'string' &&
    typeof row['productId'] === 'string' &&
    typeof row['productName'] === 'string' &&
    isCount(row['licensesActive']) &&
    isCount(row['licensesQualified']);
  if (!isTyped || !knownServices.has(serviceCode) || !knownChannels.has(channel)) return false;
  let fields = 0;
  for (const _ in row) fields += 1;
  if (fields !== fieldCount) return false;
  row['processedDateTime'] = withOffset(processedDateTime);
  return true;
}

/** Of those that fit into 32 bits. 1 divided by -0 is less than 0. */
function isCount(value: unknown): boolean {
  return typeof value === 'number' && value >>> 0 === value && 1 / value > 0;
}

function narrowRow<GroupBy extends readonly LicensesUsageField[]>(
  value: unknown,
  groupBy: readonly LicensesUsageField[],
  ctx: DecodeContext,
): asserts value is LicensesUsageRowOf<GroupBy> {
  if (groupBy.length === 0 && makeAsPromised(value)) return;
  if (isRecord(value)) renameActiveCount(value, ctx);
  if (groupBy.length === 0) normaliseRow<LicensesUsageRow>(value, rowReaders, ctx);
  else normaliseGroup(value, ['licensesActive', 'licensesQualified'], groupBy, ctx);
}

/**
 * The page's table of fields says `licensesActive`, its sample says `licenseActive`. Either is read; two that disagree
 * are refused, since nothing tells which one is true.
 */
function renameActiveCount(row: Record<string, unknown>, ctx: DecodeContext): void {
  if (!('licenseActive' in row)) return;
  const { licenseActive, licensesActive } = row;
  const count = ctx.under('licenseActive', readCount, licenseActive);
  const readSame = (value: unknown) =>
    readCount(value, ctx) === count ? count : ctx.fail(`the same count as licenseActive, ${count}`, value);
  row['licensesActive'] =
    licensesActive === undefined ? count : ctx.under('licensesActive', readSame, licensesActive);
  delete row['licenseActive'];
}
