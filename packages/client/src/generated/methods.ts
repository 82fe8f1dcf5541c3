// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import type { ClientContext } from '../call/call-state.ts';
import { requireGuid } from '../input/text.ts';
import { getCollection } from '../operations/get.ts';
import { listBySkip, listBySeek } from '../operations/list.ts';
import type { ListOptions } from '../request-options.ts';
import type { LicensesUsageClient, LicensesUsageQuery, LicensesDeploymentQuery } from './client.ts';
import * as operations from './get-operations.ts';
import type {
  LicensesUsageRowOf,
  LicensesUsageField,
  LicensesDeploymentRowOf,
  LicensesDeploymentField,
} from './models.ts';

/** Creates the methods of a client. */
export function createMethods(client: ClientContext): LicensesUsageClient {
  return {
    getCustomerLicensesUsage: async (customerId, requestOptions) => {
      const path = { 'customer-id': requireGuid('customerId', customerId) };
      return getCollection(client, operations.getCustomerLicensesUsage, path, requestOptions);
    },
    getPartnerLicensesUsage: (requestOptions) =>
      getCollection(client, operations.getPartnerLicensesUsage, {}, requestOptions),
    listLicensesUsage: <const GroupBy extends readonly LicensesUsageField[] = []>(
      query: LicensesUsageQuery<GroupBy> = {},
      listOptions?: ListOptions,
    ) =>
      listBySkip<LicensesUsageRowOf<GroupBy>, LicensesUsageField>(
        client,
        (lists) => lists.listLicensesUsage,
        query,
        listOptions,
      ),
    getCustomerLicensesDeployment: async (customerId, requestOptions) => {
      const path = { 'customer-id': requireGuid('customerId', customerId) };
      return getCollection(client, operations.getCustomerLicensesDeployment, path, requestOptions);
    },
    getPartnerLicensesDeployment: (requestOptions) =>
      getCollection(client, operations.getPartnerLicensesDeployment, {}, requestOptions),
    listLicensesDeployment: <const GroupBy extends readonly LicensesDeploymentField[] = []>(
      query: LicensesDeploymentQuery<GroupBy> = {},
      listOptions?: ListOptions,
    ) =>
      listBySkip<LicensesDeploymentRowOf<GroupBy>, LicensesDeploymentField>(
        client,
        (lists) => lists.listLicensesDeployment,
        query,
        listOptions,
      ),
    listCustomers: (query = {}, listOptions) =>
      listBySeek(client, (lists) => lists.listCustomers, query, listOptions),
  };
}
