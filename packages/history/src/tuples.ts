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
  /** A whole number that is the same for rows with the same texts, and different for many other rows. */
  readonly hintOf: (row: Fields) => number;
}

export const customerTuple: Tuple = {
  columns: ['customerTenantId', 'customerName'] satisfies readonly (keyof LicensesUsageRow)[],
  textsOf: (row) => ({
    customerTenantId: textOf(row['customerTenantId'], 'customerTenantId'),
    customerName: textOf(row['customerName'], 'customerName'),
  }),
  isSame: (left, right) =>
    left['customerTenantId'] === right['customerTenantId'] && left['customerName'] === right['customerName'],
  hintOf: (row) => hintOfText(row['customerTenantId'] || row['customerName']),
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
  hintOf: hintOfProduct,
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
  hintOf: (row) => hintOfProduct(row) * 5 + hintOfText(row['workloadCode'] || row['workloadName']),
};

/** The unknown fields of a row, as JSON. */
export const extraTuple: Tuple = {
  columns: ['extra'],
  textsOf: (row) => ({ extra: textOf(row['extra'], 'extra') }),
  isSame: (left, right) => left['extra'] === right['extra'],
  hintOf: (row) => hintOfText(row['extra']),
};

function haveSameProduct(left: Fields, right: Fields): boolean {
  return (
    left['productId'] === right['productId'] &&
    left['productName'] === right['productName'] &&
    left['channel'] === right['channel'] &&
    left['serviceName'] === right['serviceName']
  );
}

function hintOfProduct(row: Fields): number {
  return hintOfText(row['productId'] || row['productName']) * 3 + hintOfText(row['channel']);
}

/** From a few characters, because most texts differ in their first or last ones. */
function hintOfText(text: unknown): number {
  if (typeof text !== 'string' || text.length < 2) return 0;
  const end = text.length;
  return (
    text.charCodeAt(0) +
    text.charCodeAt(1) * 31 +
    text.charCodeAt(end - 2) * 961 +
    text.charCodeAt(end - 1) * 29_791
  );
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
