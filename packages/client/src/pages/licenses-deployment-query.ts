import type { LicensesDeploymentField } from '../generated/models.ts';
import type { RowsQuery } from './rows-query.ts';

/**
 * Which deployment rows to list, and how.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-deployment-information
 */
export interface LicensesDeploymentQuery<
  GroupBy extends readonly LicensesDeploymentField[] = readonly LicensesDeploymentField[],
> extends RowsQuery<LicensesDeploymentField, GroupBy> {}
