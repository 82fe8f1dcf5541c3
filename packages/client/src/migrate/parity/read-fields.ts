import { isRecord } from '../../decode/is-record.ts';
import { ConfigurationError } from '../../errors/configuration-error.ts';
import { requireCount } from '../require-rows.ts';

/** A count as the client delivers it, or as a saved answer has it. */
export type SavedCount = number | string;

/** The insights of a superseded operation: its whole answer, or the items alone. */
export type LegacyUsage<Insight> = { readonly items: Iterable<Insight> } | Iterable<Insight>;

/** @throws {ConfigurationError} for what is neither. */
export function insightsOf<Insight>(usage: LegacyUsage<Insight>): Iterable<Insight> {
  const given: unknown = usage;
  if (typeof given === 'object' && given !== null) {
    if (Symbol.iterator in usage) return usage;
    if ('items' in usage && typeof usage.items === 'object' && Symbol.iterator in usage.items)
      return usage.items;
  }
  throw new ConfigurationError({
    argument: 'legacy',
    expected: 'the answer of a superseded operation, already awaited, or its items',
    received: given,
    example: 'await client.getCustomerLicensesUsage(customerId)',
  });
}

/** As JSON writes numbers: not `0x19`, which `Number` takes for 25. */
const decimalNumber = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Reads the fields of one insight or row. Types end where data comes from a file, a cache or JavaScript. */
export class FieldsReader {
  readonly #list: string;
  readonly #index: number;
  readonly #fields: Readonly<Record<string, unknown>>;

  /** @param list What the caller calls the list that holds the value at `index`. */
  constructor(list: string, index: number, value: unknown) {
    if (!isRecord(value)) throw refusal(`${list}[${index}]`, 'an object', value);
    this.#list = list;
    this.#index = index;
    this.#fields = value;
  }

  /** Text or `null`, of a field that must be there. */
  text(field: string): string | null {
    const value = this.#fields[field];
    if (typeof value === 'string' || value === null) return value;
    throw refusal(this.#pathTo(field), 'text or null', value);
  }

  /** Text or `null`; `undefined` when the field is absent. */
  optionalText(field: string): string | null | undefined {
    return this.#fields[field] === undefined ? undefined : this.text(field);
  }

  count(field: string): number {
    return requireCount(() => this.#pathTo(field), this.#fields[field]);
  }

  /** On the 0..100 scale and above. `null` when there is none. */
  percent(field: string): number | null {
    const value = this.#fields[field] ?? null;
    const percent = typeof value === 'string' && decimalNumber.test(value) ? Number(value) : value;
    if (percent === null || (typeof percent === 'number' && Number.isFinite(percent))) return percent;
    throw refusal(this.#pathTo(field), 'a finite number or null', value);
  }

  #pathTo(field: string): string {
    return `${this.#list}[${this.#index}].${field}`;
  }
}

function refusal(argument: string, expected: string, received: unknown): ConfigurationError {
  return new ConfigurationError({
    argument,
    expected,
    received,
    example: 'an item or a row as the client delivers it',
  });
}

/**
 * Whether the rows are still to come.
 * @throws {ConfigurationError} for what can't be iterated at all.
 */
export function isAsync<Row>(rows: Iterable<Row> | AsyncIterable<Row>): rows is AsyncIterable<Row> {
  const given: unknown = rows;
  if (typeof given === 'object' && given !== null) {
    if (Symbol.asyncIterator in rows) return true;
    if (Symbol.iterator in rows) return false;
  }
  throw new ConfigurationError({
    argument: 'rows',
    expected: 'an array or another iterable of rows, sync or async',
    received: given,
    example: 'client.listLicensesUsage()',
  });
}

/** Takes rows as they come. */
export async function eachRow<Row>(rows: AsyncIterable<Row>, take: (row: Row) => void): Promise<void> {
  for await (const row of rows) take(row);
}
