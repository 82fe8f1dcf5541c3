// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { createDecoder, type Model } from '../decode/create-decoder.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import { orNull, readCount, readDateTime, readRequiredText, readText, withOffset } from '../decode/fields.ts';
import { isRecord } from '../decode/parse-json.ts';
import { isSmallCount, normaliseRow, renameCounts } from '../decode/row.ts';
import { readResourceAttributes } from './decoders.ts';
import type {
  LicensesUsageRow,
  LicensesDeploymentRow,
  CustomerCompanyProfile,
  Customer,
  LicensesUsageField,
  LicensesUsageRowOf,
  LicensesDeploymentField,
  LicensesDeploymentRowOf,
} from './models.ts';

const licensesUsageRow: Model<LicensesUsageRow> = {
  readers: {
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
  },
  known: { serviceCode: ['o365', 'crm'], channel: ['reseller', 'direct'] },
  rename: (value, ctx) => renameCounts(value, { licenseActive: 'licensesActive' }, ctx),
};

/** Reads a row of an answer that was grouped by `groupBy`, or of an ungrouped one when that is empty. */
export function readLicensesUsageRow<GroupBy extends readonly LicensesUsageField[]>(
  value: unknown,
  groupBy: readonly LicensesUsageField[],
  ctx: DecodeContext,
): LicensesUsageRowOf<GroupBy> {
  narrowLicensesUsageRow<GroupBy>(value, groupBy, ctx);
  return value;
}

function narrowLicensesUsageRow<GroupBy extends readonly LicensesUsageField[]>(
  value: unknown,
  groupBy: readonly LicensesUsageField[],
  ctx: DecodeContext,
): asserts value is LicensesUsageRowOf<GroupBy> {
  if (groupBy.length === 0 && normaliseFastLicensesUsageRow(value)) return;
  normaliseRow(value, licensesUsageRow, groupBy, ['licensesActive', 'licensesQualified'], ctx);
}

/** Normalises a row that has every field of its type and no other, and tells whether it did: most rows are like that. */
function normaliseFastLicensesUsageRow(row: unknown): boolean {
  if (!isRecord(row)) return false;
  const {
    processedDateTime,
    workloadCode,
    workloadName,
    serviceCode,
    serviceName,
    channel,
    customerTenantId,
    customerName,
    productId,
    productName,
    licensesActive,
    licensesQualified,
  } = row;
  const isTyped =
    typeof processedDateTime === 'string' &&
    typeof workloadCode === 'string' &&
    typeof workloadName === 'string' &&
    (serviceCode === 'o365' || serviceCode === 'crm') &&
    typeof serviceName === 'string' &&
    (channel === 'reseller' || channel === 'direct') &&
    typeof customerTenantId === 'string' &&
    typeof customerName === 'string' &&
    typeof productId === 'string' &&
    typeof productName === 'string' &&
    isSmallCount(licensesActive) &&
    isSmallCount(licensesQualified);
  if (!isTyped) return false;
  let fieldCount = 0;
  for (const _ in row) fieldCount += 1;
  if (fieldCount !== 12) return false;
  row['processedDateTime'] = withOffset(processedDateTime);
  return true;
}

const licensesDeploymentRow: Model<LicensesDeploymentRow> = {
  readers: {
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
  },
  known: { serviceCode: ['o365', 'crm'], channel: ['reseller', 'direct'] },
};

/** Reads a row of an answer that was grouped by `groupBy`, or of an ungrouped one when that is empty. */
export function readLicensesDeploymentRow<GroupBy extends readonly LicensesDeploymentField[]>(
  value: unknown,
  groupBy: readonly LicensesDeploymentField[],
  ctx: DecodeContext,
): LicensesDeploymentRowOf<GroupBy> {
  narrowLicensesDeploymentRow<GroupBy>(value, groupBy, ctx);
  return value;
}

function narrowLicensesDeploymentRow<GroupBy extends readonly LicensesDeploymentField[]>(
  value: unknown,
  groupBy: readonly LicensesDeploymentField[],
  ctx: DecodeContext,
): asserts value is LicensesDeploymentRowOf<GroupBy> {
  if (groupBy.length === 0 && normaliseFastLicensesDeploymentRow(value)) return;
  normaliseRow(value, licensesDeploymentRow, groupBy, ['licensesDeployed', 'licensesSold'], ctx);
}

/** Normalises a row that has every field of its type and no other, and tells whether it did: most rows are like that. */
function normaliseFastLicensesDeploymentRow(row: unknown): boolean {
  if (!isRecord(row)) return false;
  const {
    processedDateTime,
    serviceCode,
    serviceName,
    channel,
    customerTenantId,
    customerName,
    productId,
    productName,
    licensesDeployed,
    licensesSold,
  } = row;
  const isTyped =
    typeof processedDateTime === 'string' &&
    (serviceCode === 'o365' || serviceCode === 'crm') &&
    typeof serviceName === 'string' &&
    (channel === 'reseller' || channel === 'direct') &&
    typeof customerTenantId === 'string' &&
    typeof customerName === 'string' &&
    typeof productId === 'string' &&
    typeof productName === 'string' &&
    isSmallCount(licensesDeployed) &&
    isSmallCount(licensesSold);
  if (!isTyped) return false;
  let fieldCount = 0;
  for (const _ in row) fieldCount += 1;
  if (fieldCount !== 10) return false;
  row['processedDateTime'] = withOffset(processedDateTime);
  return true;
}

/** Reads a `CustomerCompanyProfile`. */
export const readCustomerCompanyProfile = /* @__PURE__ */ createDecoder<CustomerCompanyProfile>({
  readers: {
    tenantId: readText,
    domain: readText,
    companyName: readText,
    attributes: orNull(readResourceAttributes),
  },
  optional: ['attributes'],
});

/** Reads a `Customer`. */
export const readCustomer = /* @__PURE__ */ createDecoder<Customer>({
  readers: {
    id: readRequiredText,
    companyProfile: orNull(readCustomerCompanyProfile),
    relationshipToPartner: readText,
    attributes: orNull(readResourceAttributes),
  },
  optional: ['relationshipToPartner', 'attributes'],
});
