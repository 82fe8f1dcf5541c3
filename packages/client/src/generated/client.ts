// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

import type { ResourceCollection } from '../decode/collection.ts';
import type { CustomersFilter } from '../input/own-parameters.ts';
import type { RowsQuery, SeekQuery } from '../pages/list-query.ts';
import type { ListPage } from '../pages/list.ts';
import type { PagedAsyncIterableIterator } from '../pages/paged-iterator.ts';
import type { ListOptions, RequestOptions } from '../request-options.ts';
import type {
  CustomerLicensesUsageInsights,
  PartnerLicensesUsageInsights,
  CustomerLicensesDeploymentInsights,
  PartnerLicensesDeploymentInsights,
  Customer,
  LicensesUsageField,
  LicensesUsageRowOf,
  LicensesDeploymentField,
  LicensesDeploymentRowOf,
} from './models.ts';

/** One page of `listLicensesUsage`. */
export interface LicensesUsagePage<Row> extends ListPage<Row> {}

/**
 * What `listLicensesUsage` lists.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export interface LicensesUsageQuery<
  GroupBy extends readonly LicensesUsageField[] = readonly LicensesUsageField[],
> extends RowsQuery<LicensesUsageField, GroupBy> {}

/** One page of `listLicensesDeployment`. */
export interface LicensesDeploymentPage<Row> extends ListPage<Row> {}

/**
 * What `listLicensesDeployment` lists.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-deployment-information
 */
export interface LicensesDeploymentQuery<
  GroupBy extends readonly LicensesDeploymentField[] = readonly LicensesDeploymentField[],
> extends RowsQuery<LicensesDeploymentField, GroupBy> {}

/** One page of `listCustomers`. */
export interface CustomersPage extends ListPage<Customer> {}

/**
 * What `listCustomers` lists.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-customers
 */
export interface CustomersQuery extends SeekQuery {
  /** Only the customers whose company name starts with a text. No other filter is known to be accepted. */
  readonly filter?: CustomersFilter | undefined;
}

/**
 * Reads licence-usage insights from Partner Center.
 *
 * Every method rejects with a `LicensesUsageError`, or with the reason of the caller's own abort. Bad input is a
 * `ConfigurationError` before anything is sent; no method throws it synchronously.
 */
export interface LicensesUsageClient {
  /**
   * Every product and workload of one customer with its active and qualified licences, in one answer without
   * paging.
   *
   * Needs an App+User token.
   *
   * Source:
   * https://learn.microsoft.com/en-us/partner-center/developer/get-customer-licenses-usage-information
   *
   * @param customerId The customer's tenant id, a GUID in either case.
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesUsage} filtered by `customerTenantId`;
   * no retirement date has been announced.
   */
  getCustomerLicensesUsage(
    customerId: string,
    requestOptions?: RequestOptions,
  ): Promise<ResourceCollection<CustomerLicensesUsageInsights>>;

  /**
   * One percentage per service, workload and channel over all customers of the partner, in one answer without
   * paging. The rows carry no counts and no customer.
   *
   * Needs an App+User token.
   *
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-partner-licenses-usage-information
   *
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesUsage} grouped by `serviceCode`,
   * `workloadCode`, `workloadName` and `channel`; no retirement date has been announced.
   */
  getPartnerLicensesUsage(
    requestOptions?: RequestOptions,
  ): Promise<ResourceCollection<PartnerLicensesUsageInsights>>;

  /**
   * Pages of usage rows over all customers, filtered and grouped by the query. Office 365 and Dynamics 365
   * only.
   *
   * Needs an App+User token.
   *
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
   */
  listLicensesUsage<const GroupBy extends readonly LicensesUsageField[] = []>(
    query?: LicensesUsageQuery<GroupBy>,
    listOptions?: ListOptions,
  ): PagedAsyncIterableIterator<LicensesUsageRowOf<GroupBy>, LicensesUsagePage<LicensesUsageRowOf<GroupBy>>>;

  /**
   * Every product of one customer with its licences sold and deployed, in one answer without paging. Since
   * November 2021 callers report answers without rows for every customer.
   *
   * Needs an App+User token.
   *
   * Source:
   * https://learn.microsoft.com/en-us/partner-center/developer/get-customer-licenses-deployment-information
   *
   * @param customerId The customer's tenant id, a GUID in either case.
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesDeployment} filtered by
   * `customerTenantId`; no retirement date has been announced.
   */
  getCustomerLicensesDeployment(
    customerId: string,
    requestOptions?: RequestOptions,
  ): Promise<ResourceCollection<CustomerLicensesDeploymentInsights>>;

  /**
   * One percentage and the licences sold per service and channel over all customers of the partner, in one
   * answer without paging. The rows carry no customer and no product.
   *
   * Needs an App+User token.
   *
   * Source:
   * https://learn.microsoft.com/en-us/partner-center/developer/get-partner-licenses-deployment-information
   *
   * @deprecated Superseded by {@link LicensesUsageClient.listLicensesDeployment} grouped by `serviceCode` and
   * `channel`; no retirement date has been announced.
   */
  getPartnerLicensesDeployment(
    requestOptions?: RequestOptions,
  ): Promise<ResourceCollection<PartnerLicensesDeploymentInsights>>;

  /**
   * Pages of deployment rows over all customers, filtered and grouped by the query. Office and Dynamics only.
   * The rules are those of `listLicensesUsage`; the rows have no workload, because a licence is sold and
   * deployed for all of its workloads at once.
   *
   * Needs an App+User token.
   *
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-deployment-information
   */
  listLicensesDeployment<const GroupBy extends readonly LicensesDeploymentField[] = []>(
    query?: LicensesDeploymentQuery<GroupBy>,
    listOptions?: ListOptions,
  ): PagedAsyncIterableIterator<
    LicensesDeploymentRowOf<GroupBy>,
    LicensesDeploymentPage<LicensesDeploymentRowOf<GroupBy>>
  >;

  /**
   * Pages of customers, to find the ids that the operations on one customer take.
   *
   * Takes an App+User or an app-only token.
   *
   * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-customers
   */
  listCustomers(
    query?: CustomersQuery,
    listOptions?: ListOptions,
  ): PagedAsyncIterableIterator<Customer, CustomersPage>;
}
