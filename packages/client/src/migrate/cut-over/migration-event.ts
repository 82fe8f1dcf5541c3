import type { CustomerParityReport } from '../parity/compare-customer-usage.ts';
import type { PartnerParityReport } from '../parity/compare-partner-usage.ts';

/** The call that an event is about. */
export type MigratedCall = {
  /** `MS-CorrelationId` of all requests made for the call. */
  readonly correlationId: string;
} & (
  | {
      readonly operation: 'getCustomerLicensesUsage';
      /** As the caller gave it. */
      readonly customerId: string;
    }
  | { readonly operation: 'getPartnerLicensesUsage' }
);

/** The report on a comparison of the two operations. */
export type MigrationParity = {
  /** `MS-CorrelationId` of all requests made for the call. */
  readonly correlationId: string;
} & (
  | {
      readonly operation: 'getCustomerLicensesUsage';
      /** As the caller gave it. */
      readonly customerId: string;
      /** How the answers compare. */
      readonly report: CustomerParityReport;
    }
  | {
      readonly operation: 'getPartnerLicensesUsage';
      /** How the answers compare. */
      readonly report: PartnerParityReport;
    }
);

/** Anything that a migrating client does besides answering. */
export type MigrationOccurrence =
  | {
      /** `fallback` asked the superseded operation: the superseding one failed, or had no data. */
      readonly type: 'fell-back';
      /** Why `fallback` did not use the superseding operation. */
      readonly reason: 'failed' | 'no-data';
      /** The superseding operation's error. */
      readonly error?: unknown;
    }
  | {
      /**
       * `fallback` asked the superseded operation, and that failed too. The caller gets the superseding operation's
       * error, or its empty answer.
       */
      readonly type: 'fallback-failed';
      /** The superseded operation's error. */
      readonly error: unknown;
    }
  | {
      /** There is no comparison: the superseding operation failed, or an answer can't be compared. */
      readonly type: 'comparison-failed';
      /** Why there is no report. */
      readonly error: unknown;
    }
  | {
      /** `shadow` did not compare: too many comparisons were running, or they had been aborted. */
      readonly type: 'comparison-skipped';
      /** Why there was no comparison. */
      readonly reason: 'too-many' | 'aborted';
    };

/** Contains no token and no customer's name. */
export type MigrationEvent = MigratedCall & MigrationOccurrence;
