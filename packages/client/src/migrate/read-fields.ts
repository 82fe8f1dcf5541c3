import { toCount, toNumber } from '../decode/fields.ts';
import { isRecord } from '../decode/parse-json.ts';
import { refuse } from '../errors/configuration-error.ts';

/** A count as the client delivers it, or as a saved answer has it. */
export type SavedCount = number | string;

/** The insights of a superseded operation: its whole answer, or only the items. */
export type LegacyUsage<Insight> =
  | {
      /** The insights. */
      readonly items: Iterable<Insight>;
    }
  | Iterable<Insight>;

/** @throws {ConfigurationError} for anything else. */
export function insightsOf<Insight>(usage: LegacyUsage<Insight>): Iterable<Insight> {
  const given: unknown = usage;
  if (typeof given === 'object' && given !== null) {
    if (Symbol.iterator in usage) return usage;
    if ('items' in usage && typeof usage.items === 'object' && Symbol.iterator in usage.items)
      return usage.items;
  }
  return refuse(
    'legacy',
    'the answer of a superseded operation, already awaited, or its items',
    given,
    'await client.getCustomerLicensesUsage(customerId)',
  );
}

/**
 * Whether the rows come asynchronously.
 * @throws {ConfigurationError} for a value that can't be iterated.
 */
function isAsync<Row>(rows: Iterable<Row> | AsyncIterable<Row>): rows is AsyncIterable<Row> {
  const given: unknown = rows;
  if (typeof given === 'object' && given !== null) {
    if (Symbol.asyncIterator in rows) return true;
    if (Symbol.iterator in rows) return false;
  }
  return refuse(
    'rows',
    'an array or another iterable of rows, sync or async',
    given,
    'client.listLicensesUsage()',
  );
}

/** Passes each row to `take` as it arrives, and returns what `finish` makes of them: a promise where the rows are async. */
export function afterEachRow<Row, Result>(
  rows: Iterable<Row> | AsyncIterable<Row>,
  take: (row: Row) => void,
  finish: () => Result,
): Result | Promise<Result> {
  if (isAsync(rows)) return eachAsync(rows, take).then(finish);
  for (const row of rows) take(row);
  return finish();
}

async function eachAsync<Row>(rows: AsyncIterable<Row>, take: (row: Row) => void): Promise<void> {
  for await (const row of rows) take(row);
}

/**
 * Yields a reader for each row.
 * @param example Source text that gets suitable rows.
 * @throws {ConfigurationError} for anything but a list of rows.
 */
export function* readersOf(
  rows: Iterable<object>,
  example: string,
): Generator<FieldsReader, void, undefined> {
  const given: unknown = rows;
  if (typeof given !== 'object' || given === null || !(Symbol.iterator in given)) {
    const expected = 'an array or another iterable of rows, already awaited';
    return refuse('rows', expected, given, example);
  }
  let index = 0;
  for (const row of rows) {
    yield new FieldsReader('rows', index, row, example);
    index += 1;
  }
}

/**
 * Reads the fields of one insight or row. It may come from a file, a cache or JavaScript, so its types are not
 * trusted.
 */
export class FieldsReader {
  readonly #list: 'legacy' | 'rows';
  readonly #index: number;
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #example: string;

  /** @param list The caller's name for the list that holds the value at `index`. */
  constructor(
    list: 'legacy' | 'rows',
    index: number,
    value: unknown,
    example = 'an item or a row as the client delivers it',
  ) {
    [this.#list, this.#index, this.#example] = [list, index, example];
    if (!isRecord(value)) this.#refuse(undefined, list === 'rows' ? 'a row' : 'an object', value);
    this.#fields = value;
  }

  /** Text or `null`. The field has to be present: a row that was grouped without it belongs to no insight. */
  text(field: string): string | null {
    const value = this.#fields[field];
    if (typeof value === 'string' || value === null) return value;
    const advice = this.#list === 'rows' ? ': group by this field too, or not at all' : '';
    return this.#refuse(field, `text or null${advice}`, value);
  }

  /** Text or `null`; `undefined` when the field is absent. */
  optionalText(field: string): string | null | undefined {
    return this.#fields[field] === undefined ? undefined : this.text(field);
  }

  /** A count of licences. Raw answers may have it as text, as grouped ones do. */
  count(field: string): number {
    const value = this.#fields[field];
    return toCount(value) ?? this.#refuse(field, 'a whole number from 0 to 2^53 - 1', value);
  }

  /** A percentage on the 0..100 scale, which may exceed 100. `null` when there is none. */
  percent(field: string): number | null {
    const value = this.#fields[field] ?? null;
    return value === null ? null : (toNumber(value) ?? this.#refuse(field, 'a finite number or null', value));
  }

  #refuse(field: string | undefined, expected: string, received: unknown): never {
    const path = `${this.#list}[${this.#index}]${field === undefined ? '' : `.${field}`}`;
    return refuse(path, expected, received, this.#example);
  }
}
