// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { createDecoder, orNull, readCount, readDateTime, readNumber, readText } from '../decode/decoder.ts';
import type {
  ResourceAttributes,
  CustomerLicensesUsageInsights,
  PartnerLicensesUsageInsights,
  CustomerLicensesDeploymentInsights,
  PartnerLicensesDeploymentInsights,
} from './models.ts';

/** Reads a `ResourceAttributes`. */
export const readResourceAttributes = /* @__PURE__ */ createDecoder<ResourceAttributes>({
  readers: {
    objectType: readText,
  },
});

/** Reads a `CustomerLicensesUsageInsights`. */
export const readCustomerLicensesUsageInsights = /* @__PURE__ */ createDecoder<CustomerLicensesUsageInsights>(
  {
    readers: {
      workloadCode: readText,
      workloadName: readText,
      licensesActive: readCount,
      licensesQualified: readCount,
      usagePercent: readNumber,
      customerId: readText,
      customerName: readText,
      productName: readText,
      serviceCode: readText,
      serviceName: readText,
      channel: readText,
      processedDateTime: readDateTime,
      attributes: orNull(readResourceAttributes),
    },
    optional: ['workloadCode', 'customerId', 'serviceCode'],
    known: { serviceName: ['o365', 'crm'], channel: ['reseller', 'direct'] },
  },
);

/** Reads a `PartnerLicensesUsageInsights`. */
export const readPartnerLicensesUsageInsights = /* @__PURE__ */ createDecoder<PartnerLicensesUsageInsights>({
  readers: {
    proratedLicensesUsagePercent: readNumber,
    workloadName: readText,
    serviceCode: readText,
    serviceName: readText,
    channel: readText,
    processedDateTime: readDateTime,
    attributes: orNull(readResourceAttributes),
  },
  optional: ['serviceCode'],
  known: { serviceName: ['o365', 'crm'], channel: ['reseller', 'direct'] },
});

/** Reads a `CustomerLicensesDeploymentInsights`. */
export const readCustomerLicensesDeploymentInsights =
  /* @__PURE__ */ createDecoder<CustomerLicensesDeploymentInsights>({
    readers: {
      licensesDeployed: readCount,
      licensesSold: readCount,
      deploymentPercent: readNumber,
      customerId: readText,
      customerName: readText,
      productName: readText,
      serviceCode: readText,
      serviceName: readText,
      channel: readText,
      processedDateTime: readDateTime,
      attributes: orNull(readResourceAttributes),
    },
    optional: ['customerId', 'serviceCode'],
    known: { serviceName: ['o365', 'crm'], channel: ['reseller', 'direct'] },
  });

/** Reads a `PartnerLicensesDeploymentInsights`. */
export const readPartnerLicensesDeploymentInsights =
  /* @__PURE__ */ createDecoder<PartnerLicensesDeploymentInsights>({
    readers: {
      proratedDeploymentPercent: readNumber,
      licensesSold: readCount,
      serviceCode: readText,
      serviceName: readText,
      channel: readText,
      processedDateTime: readDateTime,
      attributes: orNull(readResourceAttributes),
    },
    optional: ['serviceCode'],
    known: { serviceName: ['o365', 'crm'], channel: ['reseller', 'direct'] },
  });

/** The optional fields of each model, for an object that is not read from an answer. */
export const absentFields = {
  ResourceAttributes: {},
  CustomerLicensesUsageInsights: { workloadCode: null, customerId: null, serviceCode: null },
  PartnerLicensesUsageInsights: { serviceCode: null },
  CustomerLicensesDeploymentInsights: { customerId: null, serviceCode: null },
  PartnerLicensesDeploymentInsights: { serviceCode: null },
} as const;
