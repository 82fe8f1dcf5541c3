// Generated from spec/openapi.yaml. Do not edit: change the description, then run `npx -y pnpm@12 generate`.

/** The kind of a resource. */
export interface ResourceAttributes {
  /**
   * The name of the resource type, such as `Collection`.
   *
   * `null` when the service sends none. Example: `Collection`.
   */
  objectType: string | null;
}

/**
 * The usage of one product and workload by one customer. As far as is published, the counts cover all
 * partners of the customer.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface CustomerLicensesUsageInsights {
  /**
   * The short code of the workload, such as `EXO`. Absent from the documented sample.
   *
   * `null` when the service sends none. Example: `EXO`.
   */
  workloadCode: string | null;

  /**
   * The name of the workload. Not a key on its own, because two services can have workloads of the same name.
   *
   * `null` when the service sends none. Example: `Exchange`.
   */
  workloadName: string | null;

  /**
   * The number of qualified licences used in the last 28 days up to `processedDateTime`. May exceed
   * `licensesQualified`.
   *
   * Example: `0`.
   */
  licensesActive: number;

  /**
   * The number of licences that users may use: those that are not suspended, cancelled or replaced by an
   * upgrade. One licence can qualify for several workloads, so counts of workloads must not be summed.
   *
   * Example: `5`.
   */
  licensesQualified: number;

  /**
   * Active licences as a percentage of qualified ones, where 100 is all of them. May exceed 100. The service
   * calls it adjusted, so it need not equal the quotient of the two counts.
   *
   * `null` when the service sends none. Example: `0`.
   */
  usagePercent: number | null;

  /**
   * The customer's tenant id, a GUID. Absent from the documented sample.
   *
   * `null` when the service sends none. Example: `4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04`.
   */
  customerId: string | null;

  /**
   * The name of the customer.
   *
   * `null` when the service sends none. Example: `DT DEMO CSP CUSTOMER 005`.
   */
  customerName: string | null;

  /**
   * The name of the product, in capitals in every sample.
   *
   * `null` when the service sends none. Example: `EXCHANGE ONLINE (PLAN 1)`.
   */
  productName: string | null;

  /**
   * The code of the service. Absent from the documented sample, where `serviceName` holds the code.
   *
   * `null` when the service sends none. Example: `o365`.
   */
  serviceCode: string | null;

  /**
   * The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`.
   *
   * Known values: `o365`, `crm`; the service may add others. `null` when the service sends none. Example:
   * `o365`.
   */
  serviceName: string | null;

  /**
   * The channel the licences were sold through, such as `reseller` or `direct`.
   *
   * Known values: `reseller`, `direct`; the service may add others. `null` when the service sends none.
   * Example: `reseller`.
   */
  channel: string | null;

  /**
   * When the data was processed, with an offset (`+00:00` or `Z`) and possibly fractions of a second. May
   * differ between rows of one answer.
   *
   * ISO 8601 with an offset. `null` when the service sends none. Example: `2017-03-09T00:00:00+00:00`.
   */
  processedDateTime: string | null;

  /**
   * The type of the row, `CustomerLicensesUsageInsights`.
   *
   * `null` when the service sends none.
   */
  attributes: ResourceAttributes | null;
}

/**
 * The usage of one workload over all customers of the partner. A row is identified by `serviceName`,
 * `workloadName` and `channel` together: two services can have workloads of the same name.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface PartnerLicensesUsageInsights {
  /**
   * Active licences of the workload as a percentage of the qualified ones of all customers, where 100 is all
   * of them. Every sample has up to two decimals. May exceed 100. How it is prorated is not published.
   *
   * `null` when the service sends none. Example: `5.64`.
   */
  proratedLicensesUsagePercent: number | null;

  /**
   * The name of the workload. Two services can have workloads of the same name.
   *
   * `null` when the service sends none. Example: `SharePoint`.
   */
  workloadName: string | null;

  /**
   * The code of the service. Absent from every sample, where `serviceName` holds the code.
   *
   * `null` when the service sends none. Example: `crm`.
   */
  serviceCode: string | null;

  /**
   * The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`.
   *
   * Known values: `o365`, `crm`; the service may add others. `null` when the service sends none. Example:
   * `crm`.
   */
  serviceName: string | null;

  /**
   * The channel the licences were sold through, such as `reseller` or `direct`.
   *
   * Known values: `reseller`, `direct`; the service may add others. `null` when the service sends none.
   * Example: `reseller`.
   */
  channel: string | null;

  /**
   * When the data was processed, with an offset (`+00:00` or `Z`) and possibly fractions of a second. Differs
   * between services within one answer.
   *
   * ISO 8601 with an offset. `null` when the service sends none. Example: `2017-03-10T00:00:00+00:00`.
   */
  processedDateTime: string | null;

  /**
   * The type of the row, `PartnerLicensesUsageInsights`.
   *
   * `null` when the service sends none.
   */
  attributes: ResourceAttributes | null;
}

/**
 * The usage of one product and workload by one customer: a row of an answer that is not grouped.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export interface LicensesUsageRow {
  /**
   * When the data was processed, in UTC. The service sends no offset.
   *
   * ISO 8601; the client adds the offset `Z`. `null` when the service sends none. Example:
   * `2018-10-14T00:00:00Z`.
   */
  processedDateTime: string | null;

  /**
   * The short code of the workload; the list is not published.
   *
   * `null` when the service sends none. Example: `SPO`.
   */
  workloadCode: string | null;

  /**
   * The name of the workload.
   *
   * `null` when the service sends none. Example: `SharePoint`.
   */
  workloadName: string | null;

  /**
   * The code of the service: what the superseded rows call `serviceName`.
   *
   * Known values: `o365`, `crm`; the service may add others. `null` when the service sends none. Example:
   * `o365`.
   */
  serviceCode: string | null;

  /**
   * The display name of the service.
   *
   * `null` when the service sends none. Example: `Microsoft Office 365`.
   */
  serviceName: string | null;

  /**
   * The channel the licences were sold through.
   *
   * Known values: `reseller`, `direct`; the service may add others. `null` when the service sends none.
   * Example: `reseller`.
   */
  channel: string | null;

  /**
   * The customer's tenant id, a GUID, in capitals in the sample; compared without regard to case.
   *
   * `null` when the service sends none. Example: `0112A436-B14E-4888-967B-CA4BB2CF1234`.
   */
  customerTenantId: string | null;

  /**
   * The name of the customer.
   *
   * `null` when the service sends none. Example: `TEST COMPANY`.
   */
  customerName: string | null;

  /**
   * The id of the product, a GUID, in capitals in the sample.
   *
   * `null` when the service sends none. Example: `6FD2C87F-B296-42F0-B197-1E91E994B900`.
   */
  productId: string | null;

  /**
   * The name of the product, in capitals.
   *
   * `null` when the service sends none. Example: `OFFICE 365 ENTERPRISE E3`.
   */
  productName: string | null;

  /**
   * The number of qualified licences used in the last 28 days up to `processedDateTime`. May exceed
   * `licensesQualified`. The documented sample spells it `licenseActive`; the field table spells it as here.
   *
   * Example: `0`.
   */
  licensesActive: number;

  /**
   * The number of licences that users may use: those that are not suspended, cancelled or replaced by an
   * upgrade. One licence can qualify for several workloads, so counts of workloads must not be summed.
   *
   * Example: `1`.
   */
  licensesQualified: number;
}

/**
 * The deployment of one product by one customer.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface CustomerLicensesDeploymentInsights {
  /**
   * The number of licences that are assigned to users.
   *
   * Example: `0`.
   */
  licensesDeployed: number;

  /**
   * The number of licences that the customer bought.
   *
   * Example: `5`.
   */
  licensesSold: number;

  /**
   * Deployed licences as a percentage of sold ones, where 100 is all of them. No maximum is described,
   * because the service calls it adjusted: it need not equal the quotient of the two counts.
   *
   * `null` when the service sends none. Example: `0`.
   */
  deploymentPercent: number | null;

  /**
   * The customer's tenant id, a GUID. Absent from the documented sample.
   *
   * `null` when the service sends none. Example: `4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04`.
   */
  customerId: string | null;

  /**
   * The name of the customer.
   *
   * `null` when the service sends none. Example: `DT DEMO CSP CUSTOMER 005`.
   */
  customerName: string | null;

  /**
   * The name of the product, in capitals in every sample.
   *
   * `null` when the service sends none. Example: `EXCHANGE ONLINE (PLAN 1)`.
   */
  productName: string | null;

  /**
   * The code of the service. Absent from the documented sample, where `serviceName` holds the code.
   *
   * `null` when the service sends none. Example: `o365`.
   */
  serviceCode: string | null;

  /**
   * The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`.
   *
   * Known values: `o365`, `crm`; the service may add others. `null` when the service sends none. Example:
   * `o365`.
   */
  serviceName: string | null;

  /**
   * The channel the licences were sold through, such as `reseller` or `direct`.
   *
   * Known values: `reseller`, `direct`; the service may add others. `null` when the service sends none.
   * Example: `reseller`.
   */
  channel: string | null;

  /**
   * When the data was processed, with an offset (`+00:00` or `Z`) and, in the sample, fractions of a second.
   *
   * ISO 8601 with an offset. `null` when the service sends none. Example: `2017-03-14T03:25:16.36+00:00`.
   */
  processedDateTime: string | null;

  /**
   * The type of the row, `CustomerLicensesDeploymentInsights`.
   *
   * `null` when the service sends none.
   */
  attributes: ResourceAttributes | null;
}

/**
 * The deployment of one service over all customers of the partner. A row is identified by `serviceName` and
 * `channel` together.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/analytics-resources
 */
export interface PartnerLicensesDeploymentInsights {
  /**
   * Deployed licences as a percentage of sold ones over all customers, where 100 is all of them: the
   * documented 1.0 is one per cent. No maximum is described, because how it is prorated is not published.
   *
   * `null` when the service sends none. Example: `26.16`.
   */
  proratedDeploymentPercent: number | null;

  /**
   * The number of licences that all customers bought. A recorded answer has it with a decimal point, `206.0`,
   * which is still an integer.
   *
   * Example: `474`.
   */
  licensesSold: number;

  /**
   * The code of the service. Absent from every sample, where `serviceName` holds the code.
   *
   * `null` when the service sends none. Example: `crm`.
   */
  serviceCode: string | null;

  /**
   * The code of the service, such as `o365` or `crm`. The superseding rows call it `serviceCode`.
   *
   * Known values: `o365`, `crm`; the service may add others. `null` when the service sends none. Example:
   * `crm`.
   */
  serviceName: string | null;

  /**
   * The channel the licences were sold through, such as `reseller` or `direct`.
   *
   * Known values: `reseller`, `direct`; the service may add others. `null` when the service sends none.
   * Example: `reseller`.
   */
  channel: string | null;

  /**
   * When the data was processed, with an offset (`+00:00` or `Z`) and possibly fractions of a second. Differs
   * between services within one answer.
   *
   * ISO 8601 with an offset. `null` when the service sends none. Example: `2017-03-10T00:00:00+00:00`.
   */
  processedDateTime: string | null;

  /**
   * The type of the row, `PartnerLicensesDeploymentInsights`.
   *
   * `null` when the service sends none.
   */
  attributes: ResourceAttributes | null;
}

/**
 * The deployment of one product by one customer: a row of an answer that is not grouped.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-deployment-information
 */
export interface LicensesDeploymentRow {
  /**
   * When the data was processed, in UTC. The service sends no offset.
   *
   * ISO 8601; the client adds the offset `Z`. `null` when the service sends none. Example:
   * `2018-10-14T00:00:00Z`.
   */
  processedDateTime: string | null;

  /**
   * The code of the service: what the superseded rows call `serviceName`.
   *
   * Known values: `o365`, `crm`; the service may add others. `null` when the service sends none. Example:
   * `o365`.
   */
  serviceCode: string | null;

  /**
   * The display name of the service.
   *
   * `null` when the service sends none. Example: `Microsoft Office 365`.
   */
  serviceName: string | null;

  /**
   * The channel the licences were sold through.
   *
   * Known values: `reseller`, `direct`; the service may add others. `null` when the service sends none.
   * Example: `reseller`.
   */
  channel: string | null;

  /**
   * The customer's tenant id, a GUID, in capitals in the sample; compared without regard to case.
   *
   * `null` when the service sends none. Example: `0112A436-B14E-4888-967B-CA4BB2CF1234`.
   */
  customerTenantId: string | null;

  /**
   * The name of the customer.
   *
   * `null` when the service sends none. Example: `TEST COMPANY`.
   */
  customerName: string | null;

  /**
   * The id of the product, a GUID, in capitals in the sample.
   *
   * `null` when the service sends none. Example: `6FD2C87F-B296-42F0-B197-1E91E994B900`.
   */
  productId: string | null;

  /**
   * The name of the product, in capitals.
   *
   * `null` when the service sends none. Example: `OFFICE 365 ENTERPRISE E3`.
   */
  productName: string | null;

  /**
   * The number of licences that are assigned to users.
   *
   * Example: `0`.
   */
  licensesDeployed: number;

  /**
   * The number of licences that the customer bought.
   *
   * Example: `9`.
   */
  licensesSold: number;
}

/** The company behind a customer. */
export interface CustomerCompanyProfile {
  /**
   * The tenant id of the customer, a GUID equal to the customer's `id`.
   *
   * `null` when the service sends none. Example: `4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04`.
   */
  tenantId: string | null;

  /**
   * The customer's domain, such as `contoso.onmicrosoft.com`.
   *
   * `null` when the service sends none. Example: `contoso.onmicrosoft.com`.
   */
  domain: string | null;

  /**
   * The name of the company.
   *
   * `null` when the service sends none. Example: `Contoso`.
   */
  companyName: string | null;

  /**
   * The type of the profile, `CustomerCompanyProfile`.
   *
   * `null` when the service sends none.
   */
  attributes: ResourceAttributes | null;
}

/**
 * A customer of the partner.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-customers
 */
export interface Customer {
  /**
   * The customer id that the operations on one customer take, a GUID in lower case.
   *
   * Example: `4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04`.
   */
  id: string;

  /**
   * The company behind the customer.
   *
   * `null` when the service sends none.
   */
  companyProfile: CustomerCompanyProfile | null;

  /**
   * How the customer relates to the partner: `none`, `reseller`, `advisor`, `syndication` or
   * `microsoft_support`. The list is open, because it is documented in prose only.
   *
   * `null` when the service sends none. Example: `reseller`.
   */
  relationshipToPartner: string | null;

  /**
   * The type of the item, `Customer`.
   *
   * `null` when the service sends none.
   */
  attributes: ResourceAttributes | null;
}

/** A field that a `LicensesUsageRow` can be filtered and grouped by. */
export type LicensesUsageField =
  | 'workloadCode'
  | 'workloadName'
  | 'serviceCode'
  | 'serviceName'
  | 'channel'
  | 'customerTenantId'
  | 'customerName'
  | 'productId'
  | 'productName';

/**
 * A `LicensesUsageRow` narrowed by a `groupBy` to the chosen fields and the counts. When the fields are known only at run
 * time, each is optional.
 */
export type LicensesUsageRowOf<GroupBy extends readonly LicensesUsageField[]> = GroupBy extends readonly []
  ? LicensesUsageRow
  : number extends GroupBy['length']
    ? Partial<Pick<LicensesUsageRow, LicensesUsageField>> &
        Pick<LicensesUsageRow, 'licensesActive' | 'licensesQualified'>
    : Pick<LicensesUsageRow, GroupBy[number]> &
        Pick<LicensesUsageRow, 'licensesActive' | 'licensesQualified'>;

/** The fields that a `LicensesUsageRow` can be filtered and grouped by, in documented order. */
export const licensesUsageFields: readonly LicensesUsageField[] = [
  'workloadCode',
  'workloadName',
  'serviceCode',
  'serviceName',
  'channel',
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
];

/** A field that a `LicensesDeploymentRow` can be filtered and grouped by. */
export type LicensesDeploymentField =
  | 'serviceCode'
  | 'serviceName'
  | 'channel'
  | 'customerTenantId'
  | 'customerName'
  | 'productId'
  | 'productName';

/**
 * A `LicensesDeploymentRow` narrowed by a `groupBy` to the chosen fields and the counts. When the fields are known only at run
 * time, each is optional.
 */
export type LicensesDeploymentRowOf<GroupBy extends readonly LicensesDeploymentField[]> =
  GroupBy extends readonly []
    ? LicensesDeploymentRow
    : number extends GroupBy['length']
      ? Partial<Pick<LicensesDeploymentRow, LicensesDeploymentField>> &
          Pick<LicensesDeploymentRow, 'licensesDeployed' | 'licensesSold'>
      : Pick<LicensesDeploymentRow, GroupBy[number]> &
          Pick<LicensesDeploymentRow, 'licensesDeployed' | 'licensesSold'>;

/** The fields that a `LicensesDeploymentRow` can be filtered and grouped by, in documented order. */
export const licensesDeploymentFields: readonly LicensesDeploymentField[] = [
  'serviceCode',
  'serviceName',
  'channel',
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
];

/** A field that the rows of some list can be filtered by. */
export type FilterField = LicensesUsageField | LicensesDeploymentField;

/** The fields that the rows of some list can be filtered by. */
export const filterFields: readonly FilterField[] = [
  'workloadCode',
  'workloadName',
  'serviceCode',
  'serviceName',
  'channel',
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
];
