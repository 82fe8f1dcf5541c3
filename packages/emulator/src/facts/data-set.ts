import { isGuid } from './hash.ts';

/**
 * The user's own facts. `Value` holds rows from the superseding operation or from the client, so a saved answer of
 * the real service is already a data set.
 */
export interface DataSet {
  /** Usage rows, of one snapshot or of several. */
  readonly Value: readonly DataSetRow[];
  /** Customers without rows, and domains of customers with rows. All other customers are known from their rows. */
  readonly customers?: readonly DataSetCustomer[] | undefined;
}

/**
 * A row of usage. The five texts without a default are required: `null`, which the client's types allow, is refused.
 */
export interface DataSetRow {
  /** GUID in either case. */
  readonly customerTenantId: string | null;
  /** The company name. */
  readonly customerName: string | null;
  /** Such as `OFFICE 365 ENTERPRISE E3`. */
  readonly productName: string | null;
  /** Such as `Exchange`. */
  readonly workloadName: string | null;
  /** `o365`, `crm`, or another code. */
  readonly serviceCode: string | null;
  /** A whole number from 0; text such as `"63"` is accepted. */
  readonly licensesActive?: number | string | undefined;
  /** The other documented spelling of `licensesActive`. One of them is required; two different values are refused. */
  readonly licenseActive?: number | string | undefined;
  /** A whole number from 0; text is accepted. */
  readonly licensesQualified: number | string;
  /** ISO 8601; UTC if it has no offset. Default: the day of the documented answers. */
  readonly processedDateTime?: string | null | undefined;
  /** Default: the code of the known workload with this name, or else the name in capitals without spaces. */
  readonly workloadCode?: string | null | undefined;
  /** Default: the name of the known service with this code, or else the code. */
  readonly serviceName?: string | null | undefined;
  /** Default: `reseller`. */
  readonly channel?: string | null | undefined;
  /** GUID. Default: made from the product's name. */
  readonly productId?: string | null | undefined;
}

/** A customer of a data set. */
export interface DataSetCustomer {
  /** GUID in either case. */
  readonly id: string;
  /** The company name. */
  readonly name: string;
  /** Default: a made-up one, from its position. */
  readonly domain?: string | undefined;
}

/** A data set after checks: dates in UTC without an offset, counts as numbers, and no `null`. */
export interface CheckedDataSet {
  readonly rows: readonly CheckedRow[];
  readonly customers: readonly DataSetCustomer[];
}

export interface CheckedRow extends Readonly<
  Record<'customerTenantId' | 'customerName' | 'productName' | 'workloadName' | 'serviceCode', string>
> {
  readonly licensesActive: number;
  readonly licensesQualified: number;
  readonly processedDateTime: string | undefined;
  readonly workloadCode: string | undefined;
  readonly serviceName: string | undefined;
  readonly channel: string | undefined;
  readonly productId: string | undefined;
}

/** The data set can't be read. The message names the place and what is expected there. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError';
}

type Json = Readonly<Record<string, unknown>>;

/**
 * Checks a data set: an answer in any of its envelopes, or only its rows. Unknown properties are ignored, as in an
 * answer of the service.
 * @throws DataSetError at the first error.
 */
export function readDataSet(value: unknown): CheckedDataSet {
  const envelope: Json = isJson(value) ? value : { Value: value };
  const key = ['Value', 'value', 'items'].find((name) => Array.isArray(envelope[name])) ?? 'Value';
  const rows = envelope[key];
  if (!Array.isArray(rows)) {
    throw new DataSetError('The data set must be an object with an array "Value" of usage rows.');
  }
  const { customers = [] } = envelope;
  if (!Array.isArray(customers)) throw new DataSetError('/customers must be an array of customers.');
  return {
    rows: rows.map((row, index) => readRow(row, `/${key}/${index}`)),
    customers: customers.map((customer, index) => readCustomer(customer, `/customers/${index}`)),
  };
}

function readRow(value: unknown, at: string): CheckedRow {
  if (!isJson(value)) throw new DataSetError(`${at} must be an object.`);
  return {
    customerTenantId: readGuid(value, 'customerTenantId', at),
    customerName: readText(value, 'customerName', at),
    productName: readText(value, 'productName', at),
    workloadName: readText(value, 'workloadName', at),
    serviceCode: readText(value, 'serviceCode', at),
    licensesActive: readActiveCount(value, at),
    licensesQualified: readCount(value, 'licensesQualified', at),
    processedDateTime: optional(value, 'processedDateTime', at, readMoment),
    workloadCode: optional(value, 'workloadCode', at, readText),
    serviceName: optional(value, 'serviceName', at, readText),
    channel: optional(value, 'channel', at, readText),
    productId: optional(value, 'productId', at, readGuid),
  };
}

function readCustomer(value: unknown, at: string): DataSetCustomer {
  if (!isJson(value)) throw new DataSetError(`${at} must be an object.`);
  return {
    id: readGuid(value, 'id', at),
    name: readText(value, 'name', at),
    domain: optional(value, 'domain', at, readText),
  };
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function optional<Read>(
  value: Json,
  name: string,
  at: string,
  read: (value: Json, name: string, at: string) => Read,
): Read | undefined {
  return value[name] === undefined || value[name] === null ? undefined : read(value, name, at);
}

const momentForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?(Z|[+-]\d{2}:\d{2})?$/;

/** A moment in UTC without an offset, as the service writes it. */
function readMoment(value: Json, name: string, at: string): string {
  const text = value[name];
  const [, offset] = (typeof text === 'string' && momentForm.exec(text)) || [];
  const instant =
    typeof text === 'string' ? Date.parse(offset === undefined ? `${text}Z` : text) : Number.NaN;
  if (typeof text !== 'string' || !momentForm.test(text) || Number.isNaN(instant)) {
    throw new DataSetError(`${at}/${name} must be a moment such as "2018-10-14T00:00:00".`);
  }
  if (offset === undefined || offset === 'Z' || offset.endsWith('00:00')) {
    return text.slice(0, text.length - (offset?.length ?? 0));
  }
  return new Date(instant).toISOString().replace(/(?:\.000)?Z$/, '');
}

function readText(value: Json, name: string, at: string): string {
  const text = value[name];
  if (typeof text !== 'string' || text === '') throw new DataSetError(`${at}/${name} must be text.`);
  return text;
}

function readGuid(value: Json, name: string, at: string): string {
  const text = readText(value, name, at);
  if (!isGuid(text)) throw new DataSetError(`${at}/${name} must be a GUID.`);
  return text;
}

function readCount(value: Json, name: string, at: string): number {
  const given = value[name];
  const count = typeof given === 'string' && /^\d+(?:\.0+)?$/.test(given) ? Number(given) : given;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
    throw new DataSetError(`${at}/${name} must be a whole number of at least 0.`);
  }
  return count;
}

/** The documentation spells the count in two ways; the client delivers the first. */
function readActiveCount(value: Json, at: string): number {
  const other = optional(value, 'licenseActive', at, readCount);
  const count = optional(value, 'licensesActive', at, readCount) ?? other;
  if (count === undefined) return readCount(value, 'licensesActive', at);
  if (other !== undefined && other !== count) {
    throw new DataSetError(`${at}/licenseActive must be the same count as licensesActive.`);
  }
  return count;
}
