import type { CustomerParityReport } from '../parity/compare-customer-usage.ts';
import type { PartnerParityReport } from '../parity/compare-partner-usage.ts';

/** Which call an event or a report is about. */
export type MigratedCall = {
  /** `MS-CorrelationId` of all requests made for the call. */
  readonly correlationId: string;
} & (
  | { readonly operation: 'getCustomerLicensesUsage'; readonly customerId: string }
  | { readonly operation: 'getPartnerLicensesUsage' }
);

/** What a comparison of the two ways came to. */
export type MigrationParity = {
  readonly correlationId: string;
} & (
  | {
      readonly operation: 'getCustomerLicensesUsage';
      readonly customerId: string;
      readonly report: CustomerParityReport;
    }
  | { readonly operation: 'getPartnerLicensesUsage'; readonly report: PartnerParityReport }
);

/** What a migrating client does apart from answering. */
export type MigrationOccurrence =
  | {
      /** `fallback` asked the superseded operation: the superseding one failed, or had no data. */
      readonly type: 'fell-back';
      readonly reason: 'failed' | 'no-data';
      /** What the superseding operation failed with. */
      readonly error?: unknown;
    }
  | {
      /**
       * `fallback` asked the superseded operation, and that failed, too. The caller gets what the superseding one said: its
       * error, or that it has no data.
       */
      readonly type: 'fallback-failed';
      readonly error: unknown;
    }
  | {
      /** There was no comparison: the superseding operation failed, or an answer can't be compared. */
      readonly type: 'comparison-failed';
      readonly error: unknown;
    }
  | {
      /** `shadow` did not compare: enough comparisons are under way, or comparing was aborted. */
      readonly type: 'comparison-skipped';
      readonly reason: 'too-many' | 'aborted';
    };

/** Holds no token and no customer's name. */
export type MigrationEvent = MigratedCall & MigrationOccurrence;
