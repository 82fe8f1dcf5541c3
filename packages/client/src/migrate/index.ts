// Everything that the files below export with `*` is public.
export * from './cut-over/create-migrating-client.ts';
export type * from './cut-over/migration-event.ts';
export { readPartnerUsageRows, type RecomputedPercentages } from './cut-over/read-current-usage.ts';
export * from './fleet/compare-fleet-usage.ts';
export {
  isCredentialRefused,
  type CustomerFailure,
  type Customers,
  type CustomerUsageResult,
} from './fleet/customers.ts';
export { ScatteredRowsError } from './fleet/group-by-customer.ts';
export * from './fleet/list-customer-usage.ts';
export * from './fleet/scan-customer-usage.ts';
export * from './parity/compare-customer-usage.ts';
export * from './parity/compare-partner-usage.ts';
export { overallVerdict } from './parity/compare-entries.ts';
export type * from './parity/parity-report.ts';
export { toMarkdown } from './parity/to-markdown.ts';
export type { LegacyUsage, SavedCount } from './read-fields.ts';
export { roundPercent, type RecomputedLicensesUsage } from './recompute.ts';
export { toCustomerLicensesUsage, type CustomerUsageRow } from './to-customer-licenses-usage.ts';
export { toPartnerLicensesUsage, type PartnerUsageRow } from './to-partner-licenses-usage.ts';
