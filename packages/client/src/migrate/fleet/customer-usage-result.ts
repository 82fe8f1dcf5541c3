import type { LicensesUsageCollection } from '../../decode/collection.ts';
import type { CustomerLicensesUsageInsights } from '../../decode/customer-insight.ts';

/** The usage of one customer of a fleet, or why there is none: one that fails does not keep the others. */
export type CustomerUsageResult =
  | {
      readonly status: 'ok';
      /** In lower case. */
      readonly customerId: string;
      readonly usage: LicensesUsageCollection<CustomerLicensesUsageInsights>;
    }
  | CustomerFailure;

export interface CustomerFailure {
  readonly status: 'failed';
  /** In lower case. */
  readonly customerId: string;
  /** What the call rejected with, or why its answer could not be compared. */
  readonly error: Error;
}
