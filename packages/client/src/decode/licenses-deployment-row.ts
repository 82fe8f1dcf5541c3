import type { components } from '../generated/schema.ts';
import { normaliseGroup, normaliseRow } from './commercial-row.ts';
import { readCount, readDateTime, readText } from './fields.ts';
import type { DecodeContext } from './decode-context.ts';
import type { Normalised, ReadersOf } from './normalise.ts';

/**
 * The deployment of one product by one customer, as the current operation reports it.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-deployment-information
 */
export interface LicensesDeploymentRow extends Normalised<
  components['schemas']['LicensesDeploymentRow'],
  'licensesDeployed' | 'licensesSold'
> {}

/** A field that deployment rows can be filtered and grouped by. */
export type LicensesDeploymentField = components['schemas']['LicensesDeploymentField'];

type Counts = Pick<LicensesDeploymentRow, 'licensesDeployed' | 'licensesSold'>;

/**
 * The row type that a `groupBy` leaves: the chosen fields and the two counts. Where the fields are known only at run
 * time, each is optional.
 */
export type LicensesDeploymentRowOf<GroupBy extends readonly LicensesDeploymentField[]> =
  GroupBy extends readonly []
    ? LicensesDeploymentRow
    : number extends GroupBy['length']
      ? Partial<Pick<LicensesDeploymentRow, LicensesDeploymentField>> & Counts
      : Pick<LicensesDeploymentRow, GroupBy[number]> & Counts;

const rowReaders: ReadersOf<LicensesDeploymentRow> = {
  processedDateTime: readDateTime,
  serviceCode: readText,
  serviceName: readText,
  channel: readText,
  customerTenantId: readText,
  customerName: readText,
  productId: readText,
  productName: readText,
  licensesDeployed: readCount,
  licensesSold: readCount,
};

/** Reads a row of an answer that was grouped by `groupBy`, or of an ungrouped one when that is empty. */
export function readLicensesDeploymentRow<GroupBy extends readonly LicensesDeploymentField[]>(
  value: unknown,
  groupBy: readonly LicensesDeploymentField[],
  ctx: DecodeContext,
): LicensesDeploymentRowOf<GroupBy> {
  narrowRow<GroupBy>(value, groupBy, ctx);
  return value;
}

function narrowRow<GroupBy extends readonly LicensesDeploymentField[]>(
  value: unknown,
  groupBy: readonly LicensesDeploymentField[],
  ctx: DecodeContext,
): asserts value is LicensesDeploymentRowOf<GroupBy> {
  if (groupBy.length === 0) normaliseRow<LicensesDeploymentRow>(value, rowReaders, ctx);
  else normaliseGroup(value, ['licensesDeployed', 'licensesSold'], groupBy, ctx);
}
