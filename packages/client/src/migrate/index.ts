export type { RecomputedLicensesUsage } from './recomputed-licenses-usage.ts';
export { roundPercent } from './round-percent.ts';
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
} from './parity/customer-entries.ts';
export { overallVerdict } from './parity/overall-verdict.ts';
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
} from './parity/partner-entries.ts';
export type { LegacyUsage, SavedCount } from './parity/read-fields.ts';
export { toMarkdown } from './parity/to-markdown.ts';
export type { ParityOptions, ParityTolerance } from './parity/tolerance.ts';
