import { readCustomer, readLicensesDeploymentRow, readLicensesUsageRow } from '../generated/list-decoders.ts';
import { licensesDeploymentFields, licensesUsageFields } from '../generated/models.ts';

export { createSeekPages } from '../pages/seek-pages.ts';
export { createSkipPages } from '../pages/skip-pages.ts';

export const licensesUsage = {
  operation: 'listLicensesUsage',
  fields: licensesUsageFields,
  readRow: readLicensesUsageRow,
} as const;

export const licensesDeployment = {
  operation: 'listLicensesDeployment',
  fields: licensesDeploymentFields,
  readRow: readLicensesDeploymentRow,
} as const;

export const customers = { operation: 'listCustomers', readRow: readCustomer } as const;
