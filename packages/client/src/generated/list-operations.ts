// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { readLicensesUsageRow, readLicensesDeploymentRow, readCustomer } from './list-decoders.ts';
import { licensesUsageFields, licensesDeploymentFields } from './models.ts';

export { createSeekPages } from '../pages/seek-pages.ts';
export { createSkipPages } from '../pages/skip-pages.ts';

/** List the licence usage by customer, product and workload. */
export const listLicensesUsage = {
  operation: 'listLicensesUsage',
  fields: licensesUsageFields,
  readRow: readLicensesUsageRow,
} as const;

/** List the licence deployment by customer and product. */
export const listLicensesDeployment = {
  operation: 'listLicensesDeployment',
  fields: licensesDeploymentFields,
  readRow: readLicensesDeploymentRow,
} as const;

/** List the customers of the partner. */
export const listCustomers = {
  operation: 'listCustomers',
  readRow: readCustomer,
  parameters: { filter: { type: 'CustomersFilter' } },
} as const;
