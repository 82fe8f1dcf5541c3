import type { LicensesDeploymentRow, LicensesUsageRow } from '@licenses-usage/client';

import { HistoryError } from './history-error.ts';

/** The fields of a row, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** Texts of a row, by the name of their column. */
export type Texts = Readonly<Record<string, string | null>>;

/**
 * Texts that many rows share together. Its functions name their columns, which is several times as fast as a loop over
 * a list of names.
 */
export interface Tuple {
  readonly columns: readonly string[];
  /** The texts of a row. */
  readonly textsOf: (row: Fields) => Texts;
  /** Whether two rows have the same texts. */
  readonly isSame: (left: Fields, right: Fields) => boolean;
  /** A number of 32 bits that is the same for rows with the same texts, and different for most other rows. */
  readonly hashOf: (row: Fields) => number;
}

export const customerTuple: Tuple = {
  columns: ['customerTenantId', 'customerName'] satisfies readonly (keyof LicensesUsageRow)[],
  textsOf: (row) => ({
    customerTenantId: textOf(row['customerTenantId'], 'customerTenantId'),
    customerName: textOf(row['customerName'], 'customerName'),
  }),
  isSame: (left, right) =>
    left['customerTenantId'] === right['customerTenantId'] && left['customerName'] === right['customerName'],
  hashOf: (row) => hashText(row['customerTenantId'] || row['customerName']),
};

/** The texts of a row of deployment, other than those of its customer. */
export const productTuple: Tuple = {
  columns: [
    'serviceName',
    'channel',
    'productId',
    'productName',
  ] satisfies readonly (keyof LicensesDeploymentRow)[],
  textsOf: (row) => ({
    serviceName: textOf(row['serviceName'], 'serviceName'),
    channel: textOf(row['channel'], 'channel'),
    productId: textOf(row['productId'], 'productId'),
    productName: textOf(row['productName'], 'productName'),
  }),
  isSame: haveSameProduct,
  hashOf: hashProduct,
};

/** The texts of a row of usage, other than those of its customer. */
export const workloadTuple: Tuple = {
  columns: ['workloadCode', 'workloadName', ...productTuple.columns],
  textsOf: (row) => ({
    workloadCode: textOf(row['workloadCode'], 'workloadCode'),
    workloadName: textOf(row['workloadName'], 'workloadName'),
    ...productTuple.textsOf(row),
  }),
  isSame: (left, right) =>
    left['workloadCode'] === right['workloadCode'] &&
    left['workloadName'] === right['workloadName'] &&
    haveSameProduct(left, right),
  hashOf: (row) =>
    (Math.imul(hashProduct(row), 31) + hashText(row['workloadCode'] || row['workloadName'])) | 0,
};

/** The unknown fields of a row, as JSON. */
export const extraTuple: Tuple = {
  columns: ['extra'],
  textsOf: (row) => ({ extra: textOf(row['extra'], 'extra') }),
  isSame: (left, right) => left['extra'] === right['extra'],
  hashOf: (row) => hashText(row['extra']),
};

function haveSameProduct(left: Fields, right: Fields): boolean {
  return (
    left['productId'] === right['productId'] &&
    left['productName'] === right['productName'] &&
    left['channel'] === right['channel'] &&
    left['serviceName'] === right['serviceName']
  );
}

function hashProduct(row: Fields): number {
  return hashText(row['productId'] || row['productName']);
}

function hashText(text: unknown): number {
  if (typeof text !== 'string') return 0;
  let hash = 0;
  for (let index = 0; index < text.length; index += 1)
    hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

/** The text of a column; null where a row has none. */
function textOf(value: unknown, column: string): string | null {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  throw new HistoryError(
    'input',
    `A row has no text as ${column}. Record the rows that the client delivers. Nothing was recorded.`,
  );
}
