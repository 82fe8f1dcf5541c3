import { isGuid } from './hash.ts';

/**
 * The user's own facts. `Value` holds rows as the superseding operation answers them, so a saved answer of the real service
 * is a data set as it stands.
 */
export interface DataSet {
  readonly Value: readonly DataSetRow[];
  /** Customers that have no rows, and domains of those that have. Any other customer is known from its rows. */
  readonly customers?: readonly DataSetCustomer[];
}

export interface DataSetRow {
  /** GUID in either case. */
  readonly customerTenantId: string;
  readonly customerName: string;
  readonly productName: string;
  readonly workloadName: string;
  /** `o365`, `crm`, or another code. */
  readonly serviceCode: string;
  /** Whole, at least 0. */
  readonly licensesActive: number;
  /** Whole, at least 0. */
  readonly licensesQualified: number;
  /** UTC without an offset, such as `2018-10-14T00:00:00`. The day of the documented answers unless told otherwise. */
  readonly processedDateTime?: string;
  /** Unless told otherwise, the code of the known workload of this name, else the name in capitals without blanks. */
  readonly workloadCode?: string;
  /** Unless told otherwise, the name of the known service of this code, else the code. */
  readonly serviceName?: string;
  /** `reseller` unless told otherwise. */
  readonly channel?: string;
  /** GUID. Unless told otherwise, made from the product's name. */
  readonly productId?: string;
}

export interface DataSetCustomer {
  /** GUID in either case. */
  readonly id: string;
  readonly name: string;
  readonly domain?: string;
}

/** The data set can't be read. The message points at the place and says what belongs there. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError';
}

type Json = Readonly<Record<string, unknown>>;

const dateTimeForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?$/;

/**
 * Checks a data set that came from outside. Unknown properties are ignored, as in an answer of the service.
 * @throws DataSetError at the first thing that is wrong.
 */
export function readDataSet(value: unknown): DataSet {
  if (!isJson(value) || !Array.isArray(value['Value'])) {
    throw new DataSetError('The data set must be an object with an array "Value" of usage rows.');
  }
  const { customers = [] } = value;
  if (!Array.isArray(customers)) throw new DataSetError('/customers must be an array of customers.');
  return {
    Value: value['Value'].map((row, index) => readRow(row, `/Value/${index}`)),
    customers: customers.map((customer, index) => readCustomer(customer, `/customers/${index}`)),
  };
}

function readRow(value: unknown, at: string): DataSetRow {
  if (!isJson(value)) throw new DataSetError(`${at} must be an object.`);
  const optional = ['workloadCode', 'serviceName', 'channel'] as const;
  const processedDateTime = value['processedDateTime'] ?? undefined;
  if (processedDateTime !== undefined && !isDateTime(processedDateTime)) {
    throw new DataSetError(`${at}/processedDateTime must be a moment such as "2018-10-14T00:00:00".`);
  }
  return {
    customerTenantId: readGuid(value, 'customerTenantId', at),
    customerName: readText(value, 'customerName', at),
    productName: readText(value, 'productName', at),
    workloadName: readText(value, 'workloadName', at),
    serviceCode: readText(value, 'serviceCode', at),
    licensesActive: readCount(value, 'licensesActive', at),
    licensesQualified: readCount(value, 'licensesQualified', at),
    ...(processedDateTime !== undefined && { processedDateTime }),
    ...Object.fromEntries(
      optional.filter((name) => hasValue(value, name)).map((name) => [name, readText(value, name, at)]),
    ),
    ...(hasValue(value, 'productId') && { productId: readGuid(value, 'productId', at) }),
  };
}

function readCustomer(value: unknown, at: string): DataSetCustomer {
  if (!isJson(value)) throw new DataSetError(`${at} must be an object.`);
  return {
    id: readGuid(value, 'id', at),
    name: readText(value, 'name', at),
    ...(hasValue(value, 'domain') && { domain: readText(value, 'domain', at) }),
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function hasValue(value: Json, name: string): boolean {
  return value[name] !== undefined && value[name] !== null;
}

function isDateTime(value: unknown): value is string {
  return typeof value === 'string' && dateTimeForm.test(value) && !Number.isNaN(Date.parse(`${value}Z`));
}

function readText(value: Json, name: string, at: string): string {
  const text = value[name];
  if (typeof text !== 'string' || text === '') throw new DataSetError(`${at}/${name} must be a text.`);
  return text;
}

function readGuid(value: Json, name: string, at: string): string {
  const text = readText(value, name, at);
  if (!isGuid(text)) throw new DataSetError(`${at}/${name} must be a GUID.`);
  return text;
}

function readCount(value: Json, name: string, at: string): number {
  const count = value[name];
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
    throw new DataSetError(`${at}/${name} must be a whole number of at least 0.`);
  }
  return count;
}
