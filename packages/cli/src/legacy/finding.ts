/** Which superseded operation a call asks; `either` where the code doesn't show which. */
export type LegacyOperation = 'getCustomerLicensesUsage' | 'getPartnerLicensesUsage' | 'either';

/** A place that calls a superseded operation. */
export interface Finding {
  readonly operation: LegacyOperation;
  /** What gives it away, short. */
  readonly found: string;
  /** Where it begins in the source. */
  readonly offset: number;
}

const path = 'GET /v1/analytics/commercial/usage/license/';

/** What to call in place of each. */
export const replacements: Readonly<Record<LegacyOperation, string>> = {
  getCustomerLicensesUsage: `listLicensesUsage({ filter: eq('customerTenantId', id) }), or ${path}?filter=customerTenantId eq '{id}'`,
  getPartnerLicensesUsage: `listLicensesUsage({ groupBy: ['serviceCode', 'workloadCode', 'workloadName', 'channel'] }), or ${path}?groupby=serviceCode,workloadCode,workloadName,channel`,
  either: `listLicensesUsage(), filtered by customerTenantId or grouped, or ${path}`,
};
