export { roundPercent, type RecomputedLicensesUsage } from './recompute.ts';
export { toCustomerLicensesUsage, type CustomerUsageRow } from './to-customer-licenses-usage.ts';
export { toPartnerLicensesUsage, type PartnerUsageRow } from './to-partner-licenses-usage.ts';
export {
  compareCustomerUsage,
  type CustomerInsightFacts,
  type CustomerParityOptions,
  type CustomerParityReport,
  type CustomerRowFacts,
  type CustomerUsageField,
  type CustomerUsageKey,
} from './parity/compare-customer-usage.ts';
export {
  comparePartnerUsage,
  type PartnerInsightFacts,
  type PartnerParityReport,
  type PartnerRowFacts,
  type PartnerUsageField,
  type PartnerUsageKey,
} from './parity/compare-partner-usage.ts';
export {
  overallVerdict,
  type ParityChange,
  type ParityDuplicate,
  type ParityKey,
  type ParityLeftover,
  type ParityOptions,
  type ParityReport,
  type ParitySide,
  type ParitySnapshot,
  type ParityTolerance,
  type ParityValue,
  type ParityVerdict,
} from './parity/parity-report.ts';
export type { LegacyUsage, SavedCount } from './read-fields.ts';
export { toMarkdown } from './parity/to-markdown.ts';
export {
  createMigratingClient,
  type MigratedClient,
  type MigratingClient,
  type MigratingClientOptions,
  type MigrationMode,
} from './cut-over/create-migrating-client.ts';
export type {
  MigratedCall,
  MigrationEvent,
  MigrationOccurrence,
  MigrationParity,
} from './cut-over/migration-event.ts';
export { readPartnerUsageRows, type RecomputedPercentages } from './cut-over/read-current-usage.ts';
export {
  compareFleetUsage,
  type CustomerParity,
  type FleetClient,
  type FleetParityOptions,
} from './fleet/compare-fleet-usage.ts';
export {
  isCredentialRefused,
  type CustomerFailure,
  type Customers,
  type CustomerUsageResult,
} from './fleet/customers.ts';
export { ScatteredRowsError } from './fleet/group-by-customer.ts';
export {
  listCustomerUsage,
  type CustomerUsage,
  type ListCustomerUsageOptions,
} from './fleet/list-customer-usage.ts';
export {
  scanCustomerUsage,
  type ScanCheckpoint,
  type ScanOptions,
  type ScanProgress,
} from './fleet/scan-customer-usage.ts';
