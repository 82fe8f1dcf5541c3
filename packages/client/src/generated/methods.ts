// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import type { ClientContext } from '../call/client-context.ts';
import { getCollection } from '../operations/get.ts';
import { listBySeek, listBySkip } from '../operations/list.ts';
import type { LicensesUsageClient } from './client.ts';
import { operations } from './operations.ts';

/** Creates the methods of a client. */
export function createMethods(client: ClientContext): LicensesUsageClient {
  return {
    getCustomerLicensesUsage: (customerId, requestOptions) =>
      getCollection(
        client,
        operations.getCustomerLicensesUsage,
        { 'customer-id': customerId },
        requestOptions,
      ),
    getPartnerLicensesUsage: (requestOptions) =>
      getCollection(client, operations.getPartnerLicensesUsage, {}, requestOptions),
    listLicensesUsage: (query, listOptions) =>
      listBySkip(client, (lists) => lists.listLicensesUsage, query, listOptions),
    getCustomerLicensesDeployment: (customerId, requestOptions) =>
      getCollection(
        client,
        operations.getCustomerLicensesDeployment,
        { 'customer-id': customerId },
        requestOptions,
      ),
    getPartnerLicensesDeployment: (requestOptions) =>
      getCollection(client, operations.getPartnerLicensesDeployment, {}, requestOptions),
    listLicensesDeployment: (query, listOptions) =>
      listBySkip(client, (lists) => lists.listLicensesDeployment, query, listOptions),
    listCustomers: (query, listOptions) =>
      listBySeek(client, (lists) => lists.listCustomers, query, listOptions),
  };
}
