import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '@licenses-usage/client';

/** An insight of the documented customer. */
export function customerInsight(
  values: Partial<CustomerLicensesUsageInsights> = {},
): CustomerLicensesUsageInsights {
  return {
    customerId: null,
    customerName: 'DT DEMO CSP CUSTOMER 005',
    productName: 'EXCHANGE ONLINE (PLAN 1)',
    workloadCode: null,
    workloadName: 'Exchange',
    serviceCode: null,
    serviceName: 'o365',
    channel: 'reseller',
    licensesActive: 1,
    licensesQualified: 8,
    usagePercent: 12.5,
    processedDateTime: '2017-03-09T00:00:00+00:00',
    attributes: { objectType: 'CustomerLicensesUsageInsights' },
    ...values,
  };
}

export function partnerInsight(
  values: Partial<PartnerLicensesUsageInsights> = {},
): PartnerLicensesUsageInsights {
  return {
    proratedLicensesUsagePercent: 91.69,
    workloadName: 'Exchange',
    serviceCode: null,
    serviceName: 'o365',
    channel: 'reseller',
    processedDateTime: '2017-03-09T00:00:00+00:00',
    attributes: { objectType: 'PartnerLicensesUsageInsights' },
    ...values,
  };
}
