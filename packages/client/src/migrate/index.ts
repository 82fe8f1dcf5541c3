export type { RecomputedLicensesUsage } from './recomputed-licenses-usage.ts';
export { roundPercent } from './round-percent.ts';
export { toCustomerLicensesUsage, type CustomerUsageRow } from './to-customer-licenses-usage.ts';
export { toPartnerLicensesUsage, type PartnerUsageRow } from './to-partner-licenses-usage.ts';
