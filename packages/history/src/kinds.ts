import type { LicensesDeploymentRow, LicensesUsageRow } from '@licenses-usage/client';

/** The subject of a snapshot: the usage of licences, or their deployment. */
export type HistoryKind = 'usage' | 'deployment';

/** A row of a snapshot, as the client delivers it. */
export type HistoryRow = LicensesUsageRow | LicensesDeploymentRow;

/** The fields that a question can group by and select on. Each has an id column and a name column. */
export type HistoryField = 'service' | 'workload' | 'channel' | 'customer' | 'product';

/** The fields of a row, by name. */
export type Fields = Readonly<Record<string, unknown>>;

export interface KindColumns {
  /** The text columns of a customer. */
  readonly customer: readonly string[];
  /** The text columns that rows of many customers share. */
  readonly line: readonly string[];
  /** Whether two rows have the same texts in the columns of `customer`. */
  readonly haveSameCustomer: (left: Fields, right: Fields) => boolean;
  /** Whether two rows have the same texts in the columns of `line`. */
  readonly haveSameLine: (left: Fields, right: Fields) => boolean;
  /** The count that is divided by the other one. */
  readonly active: string;
  readonly qualified: string;
  readonly fields: readonly HistoryField[];
}

const customer = ['customerTenantId', 'customerName'] as const satisfies readonly (keyof HistoryRow)[];
const product = [
  'serviceName',
  'channel',
  'productId',
  'productName',
] as const satisfies readonly (keyof HistoryRow)[];
const workload = ['workloadCode', 'workloadName'] as const satisfies readonly (keyof LicensesUsageRow)[];

/** The columns of each kind. Any other field is kept in `extra`. */
export const kinds: Readonly<Record<HistoryKind, KindColumns>> = {
  usage: {
    customer,
    line: [...workload, ...product],
    haveSameCustomer,
    haveSameLine: (left, right) => haveSameWorkload(left, right) && haveSameProduct(left, right),
    active: 'licensesActive' satisfies keyof LicensesUsageRow,
    qualified: 'licensesQualified' satisfies keyof LicensesUsageRow,
    fields: ['service', 'workload', 'channel', 'customer', 'product'],
  },
  deployment: {
    customer,
    line: product,
    haveSameCustomer,
    haveSameLine: haveSameProduct,
    active: 'licensesDeployed' satisfies keyof LicensesDeploymentRow,
    qualified: 'licensesSold' satisfies keyof LicensesDeploymentRow,
    fields: ['service', 'channel', 'customer', 'product'],
  },
};

/** The id column and the name column of each field. */
export const columnsOf: Readonly<Record<HistoryField, { readonly id: string; readonly name: string }>> = {
  service: { id: 'serviceCode', name: 'serviceName' },
  workload: { id: 'workloadCode', name: 'workloadName' },
  channel: { id: 'channel', name: 'channel' },
  customer: { id: 'customerTenantId', name: 'customerName' },
  product: { id: 'productId', name: 'productName' },
};

// Each names its fields, which is several times as fast as a loop over a list of names.

function haveSameCustomer(left: Fields, right: Fields): boolean {
  return (
    left['customerTenantId'] === right['customerTenantId'] && left['customerName'] === right['customerName']
  );
}

function haveSameWorkload(left: Fields, right: Fields): boolean {
  return left['workloadCode'] === right['workloadCode'] && left['workloadName'] === right['workloadName'];
}

function haveSameProduct(left: Fields, right: Fields): boolean {
  return (
    left['productId'] === right['productId'] &&
    left['productName'] === right['productName'] &&
    left['channel'] === right['channel'] &&
    left['serviceName'] === right['serviceName']
  );
}
