// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import { resolveOwnParameters } from '../input/own-parameters.ts';
import { readCustomer } from './seek-decoders.ts';

export { createSeekPages } from '../pages/seek-pages.ts';

/** List the customers of the partner. */
export const listCustomers = {
  operation: 'listCustomers',
  readRow: readCustomer,
  resolveOwn: (given: object | undefined) =>
    resolveOwnParameters('query', given, { filter: { type: 'CustomersFilter' } }),
} as const;
