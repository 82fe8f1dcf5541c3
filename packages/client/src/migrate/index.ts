export type { RecomputedLicensesUsage } from './recompute.ts';
export { roundPercent } from './recompute.ts';
export { toCustomerLicensesUsage, type CustomerUsageRow } from './to-customer-licenses-usage.ts';
export { toPartnerLicensesUsage, type PartnerUsageRow } from './to-partner-licenses-usage.ts';
export {
  compareCustomerUsage,
  type CustomerParityOptions,
  type CustomerParityReport,
} from './parity/compare-customer-usage.ts';
export { comparePartnerUsage, type PartnerParityReport } from './parity/compare-partner-usage.ts';
export type {
  CustomerInsightFacts,
  CustomerRowFacts,
  CustomerUsageField,
  CustomerUsageKey,
} from './parity/compare-customer-usage.ts';
export { overallVerdict } from './parity/parity-report.ts';
export type {
  ParityChange,
  ParityDuplicate,
  ParityKey,
  ParityLeftover,
  ParityReport,
  ParitySide,
  ParitySnapshot,
  ParityValue,
  ParityVerdict,
} from './parity/parity-report.ts';
export type {
  PartnerInsightFacts,
  PartnerRowFacts,
  PartnerUsageField,
  PartnerUsageKey,
} from './parity/compare-partner-usage.ts';
export type { LegacyUsage, SavedCount } from './parity/read-fields.ts';
export { toMarkdown } from './parity/to-markdown.ts';
export type { ParityOptions, ParityTolerance } from './parity/parity-report.ts';
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
export { readPartnerUsageRows } from './cut-over/read-current-usage.ts';
export {
  compareFleetUsage,
  type CustomerParity,
  type FleetClient,
  type FleetParityOptions,
} from './fleet/compare-fleet-usage.ts';
export type { Customers } from './fleet/customers.ts';
export type { CustomerFailure, CustomerUsageResult } from './fleet/customers.ts';
export {
  listCustomerUsage,
  type CustomerUsage,
  type ListCustomerUsageOptions,
} from './fleet/list-customer-usage.ts';
export type { ScanCheckpoint } from './fleet/scan-customer-usage.ts';
export { scanCustomerUsage, type ScanOptions, type ScanProgress } from './fleet/scan-customer-usage.ts';
export { ScatteredRowsError } from './fleet/group-by-customer.ts';
