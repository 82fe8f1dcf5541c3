import type { LicensesDeploymentCollection, LicensesUsageCollection } from './decode/collection.ts';
import type {
  Customer,
  CustomerLicensesDeploymentInsights,
  CustomerLicensesUsageInsights,
  LicensesDeploymentField,
  LicensesDeploymentRowOf,
  LicensesUsageField,
  LicensesUsageRowOf,
  PartnerLicensesDeploymentInsights,
  PartnerLicensesUsageInsights,
} from './generated/models.ts';
import type { ClientContext } from './call/client-context.ts';
import { createRetryBudget } from './call/retry-budget.ts';
import { createTokenSource } from './call/token.ts';
import { resolveOptions, type ClientOptions } from './client-options.ts';
import { createDeprecationNotifier, createDriftNotifier } from './notices.ts';
import { requireGuid } from './input/text.ts';
import * as collections from './operations/collections.ts';
import { getCollection } from './operations/get-collection.ts';
import { createPrefixFinder } from './pages/path-prefix.ts';
import {
  listBySeek,
  listBySkip,
  type CustomersPage,
  type LicensesDeploymentPage,
  type LicensesUsagePage,
} from './operations/list.ts';
import type { CustomersQuery, LicensesDeploymentQuery, LicensesUsageQuery } from './pages/list-query.ts';
import type { PagedAsyncIterableIterator } from './pages/paged-iterator.ts';
import type { ListOptions, RequestOptions } from './request-options.ts';
import { createThrottle } from './throttle/throttle.ts';

/**
 * Reads licence-usage insights from Partner Center.
 *
 * Every method rejects with a `LicensesUsageError`, or with the reason of the caller's own abort. Bad input is a
 * `ConfigurationError` before anything is sent.
 */
export interface LicensesUsageClient {
  /**
   * The usage of one customer, complete in one answer.
   *
   * @param customerId The customer's tenant id, a GUID.
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesUsage} with a filter on `customerTenantId`.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-customer-licenses-usage-information
   */
  getCustomerLicensesUsage(
    customerId: string,
    requestOptions?: RequestOptions,
  ): Promise<LicensesUsageCollection<CustomerLicensesUsageInsights>>;

  /**
   * One percentage for each service, workload and channel over all customers, complete in one answer.
   *
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesUsage} with a `groupBy`.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-partner-licenses-usage-information
   */
  getPartnerLicensesUsage(
    requestOptions?: RequestOptions,
  ): Promise<LicensesUsageCollection<PartnerLicensesUsageInsights>>;

  /**
   * The usage of every customer, product and workload, filtered and grouped as asked.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
   */
  listLicensesUsage<const GroupBy extends readonly LicensesUsageField[] = []>(
    query?: LicensesUsageQuery<GroupBy>,
    requestOptions?: ListOptions,
  ): PagedAsyncIterableIterator<LicensesUsageRowOf<GroupBy>, LicensesUsagePage<LicensesUsageRowOf<GroupBy>>>;

  /**
   * The licences that one customer bought and deployed, product by product, complete in one answer. Since November 2021
   * callers report answers without items: no data, not nothing deployed.
   *
   * @param customerId The customer's tenant id, a GUID.
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesDeployment} with a filter on `customerTenantId`.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-customer-licenses-deployment-information
   */
  getCustomerLicensesDeployment(
    customerId: string,
    requestOptions?: RequestOptions,
  ): Promise<LicensesDeploymentCollection<CustomerLicensesDeploymentInsights>>;

  /**
   * One percentage and the licences sold for each service and channel over all customers, complete in one answer.
   *
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesDeployment} with a `groupBy`.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-partner-licenses-deployment-information
   */
  getPartnerLicensesDeployment(
    requestOptions?: RequestOptions,
  ): Promise<LicensesDeploymentCollection<PartnerLicensesDeploymentInsights>>;

  /**
   * The licences that every customer bought and deployed, product by product, filtered and grouped as asked.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-deployment-information
   */
  listLicensesDeployment<const GroupBy extends readonly LicensesDeploymentField[] = []>(
    query?: LicensesDeploymentQuery<GroupBy>,
    requestOptions?: ListOptions,
  ): PagedAsyncIterableIterator<
    LicensesDeploymentRowOf<GroupBy>,
    LicensesDeploymentPage<LicensesDeploymentRowOf<GroupBy>>
  >;

  /**
   * The customers of the partner: where the ids for {@link LicensesUsageClient.getCustomerLicensesUsage} come from.
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-customers
   */
  listCustomers(
    query?: CustomersQuery,
    requestOptions?: ListOptions,
  ): PagedAsyncIterableIterator<Customer, CustomersPage>;
}

/**
 * Creates a client.
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createClient(options: ClientOptions): LicensesUsageClient {
  const resolved = resolveOptions(options);
  const client: ClientContext = {
    options: resolved,
    tokens: createTokenSource(resolved.credential, resolved.scope, resolved.clock),
    throttle: createThrottle(resolved.throttle, resolved.clock),
    retryBudget: createRetryBudget(),
    notifyDeprecation: createDeprecationNotifier(resolved.onDeprecation),
    notifyDrift: createDriftNotifier(resolved.onEvent),
  };
  const prefixes = createPrefixFinder(resolved.commercialPathPrefix, resolved.clock);
  return {
    getCustomerLicensesUsage: async (customerId, requestOptions) => {
      const path = { 'customer-id': requireGuid('customerId', customerId) };
      return getCollection(client, collections.getCustomerLicensesUsage, path, requestOptions);
    },
    getPartnerLicensesUsage: (requestOptions) =>
      getCollection(client, collections.getPartnerLicensesUsage, {}, requestOptions),
    listLicensesUsage: <const GroupBy extends readonly LicensesUsageField[] = []>(
      query: LicensesUsageQuery<GroupBy> = {},
      requestOptions?: ListOptions,
    ) =>
      listBySkip<LicensesUsageRowOf<GroupBy>, LicensesUsageField>(
        client,
        prefixes,
        (lists) => lists.licensesUsage,
        query,
        requestOptions,
      ),
    getCustomerLicensesDeployment: async (customerId, requestOptions) => {
      const path = { 'customer-id': requireGuid('customerId', customerId) };
      return getCollection(client, collections.getCustomerLicensesDeployment, path, requestOptions);
    },
    getPartnerLicensesDeployment: (requestOptions) =>
      getCollection(client, collections.getPartnerLicensesDeployment, {}, requestOptions),
    listLicensesDeployment: <const GroupBy extends readonly LicensesDeploymentField[] = []>(
      query: LicensesDeploymentQuery<GroupBy> = {},
      requestOptions?: ListOptions,
    ) =>
      listBySkip<LicensesDeploymentRowOf<GroupBy>, LicensesDeploymentField>(
        client,
        prefixes,
        (lists) => lists.licensesDeployment,
        query,
        requestOptions,
      ),
    listCustomers: (query = {}, requestOptions) =>
      listBySeek(client, (lists) => lists.customers, query, requestOptions),
  };
}
