// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { readCount, readDateTime, readText } from '../decode/decoder.ts';
import { createRowDecoder, isSmallCount, renameCounts } from '../decode/row.ts';
import type {
  LicensesUsageRow,
  LicensesDeploymentRow,
  LicensesUsageField,
  LicensesDeploymentField,
} from './models.ts';

/** Reads a row of an answer that was grouped by `groupBy`, or of an ungrouped one when that is empty. */
export const readLicensesUsageRow = /* @__PURE__ */ createRowDecoder<
  LicensesUsageRow,
  LicensesUsageField,
  'licensesActive' | 'licensesQualified'
>({
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
  counts: ['licensesActive', 'licensesQualified'],
  dateTimes: ['processedDateTime'],
  isWellFormed: ({
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
  }) =>
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
    isSmallCount(licensesQualified),
});

/** Reads a row of an answer that was grouped by `groupBy`, or of an ungrouped one when that is empty. */
export const readLicensesDeploymentRow = /* @__PURE__ */ createRowDecoder<
  LicensesDeploymentRow,
  LicensesDeploymentField,
  'licensesDeployed' | 'licensesSold'
>({
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
  counts: ['licensesDeployed', 'licensesSold'],
  dateTimes: ['processedDateTime'],
  isWellFormed: ({
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
  }) =>
    typeof processedDateTime === 'string' &&
    (serviceCode === 'o365' || serviceCode === 'crm') &&
    typeof serviceName === 'string' &&
    (channel === 'reseller' || channel === 'direct') &&
    typeof customerTenantId === 'string' &&
    typeof customerName === 'string' &&
    typeof productId === 'string' &&
    typeof productName === 'string' &&
    isSmallCount(licensesDeployed) &&
    isSmallCount(licensesSold),
});
