// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { readLicensesUsageRow, readLicensesDeploymentRow } from './list-decoders.ts';
import { licensesUsageFields, licensesDeploymentFields } from './models.ts';

export { createSkipPages } from '../pages/skip-pages.ts';

/**
 * Loads the lists whose pages are addressed by a token. Loaded from here, so that bundlers keep the code that both
 * kinds of lists share in this chunk.
 */
export const loadSeekLists = () => import('./seek-lists.ts');

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
