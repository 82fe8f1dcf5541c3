import type { LicensesDeploymentRow, LicensesUsageRow } from '@licenses-usage/client';

import { customerTuple, productTuple, workloadTuple, type Tuple } from './tuples.ts';

/** The subject of a snapshot: the usage of licences, or their deployment. */
export type HistoryKind = 'usage' | 'deployment';

/** A row of a snapshot, as the client delivers it. */
export type HistoryRow = LicensesUsageRow | LicensesDeploymentRow;

/** The fields that a question can group by and select on. Each has an id column and a name column. */
export type HistoryField = 'service' | 'workload' | 'channel' | 'customer' | 'product';

export interface KindColumns {
  /** The texts of a customer. */
  readonly customer: Tuple;
  /** The texts that rows of many customers share. */
  readonly line: Tuple;
  /** The count that is divided by the other one. */
  readonly active: string;
  readonly qualified: string;
  readonly fields: readonly HistoryField[];
}

/** The columns of each kind. Any other field is kept in `extra`. */
export const kinds: Readonly<Record<HistoryKind, KindColumns>> = {
  usage: {
    customer: customerTuple,
    line: workloadTuple,
    active: 'licensesActive' satisfies keyof LicensesUsageRow,
    qualified: 'licensesQualified' satisfies keyof LicensesUsageRow,
    fields: ['service', 'workload', 'channel', 'customer', 'product'],
  },
  deployment: {
    customer: customerTuple,
    line: productTuple,
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
