import type { LicensesUsageField } from '../generated/models.ts';
import type { RowsQuery } from './rows-query.ts';

/**
 * Which usage rows to list, and how.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export interface LicensesUsageQuery<
  GroupBy extends readonly LicensesUsageField[] = readonly LicensesUsageField[],
> extends RowsQuery<LicensesUsageField, GroupBy> {}
