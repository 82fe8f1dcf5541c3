import { toCount, toNumber } from '../decode/decoder.ts';
import { isRecord } from '../input/values.ts';
import { refuse } from '../errors/configuration-error.ts';
import { instantOf } from './date-time.ts';

/** A count as the client delivers it, or as a saved answer has it. */
export type SavedCount = number | string;

/** The insights of a superseded operation: its whole answer, or only the items. */
export type LegacyUsage<Insight> =
  | {
      /** The insights. */
      readonly items: Iterable<Insight>;
    }
  | Iterable<Insight>;

/** Whether a value can be iterated; text does not count. */
export function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

/** Whether a value can be iterated asynchronously. */
export function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/**
 * Yields a reader for each insight of a superseded operation.
 * @throws {ConfigurationError} at once for anything else.
 */
export function insightReadersOf(usage: LegacyUsage<unknown>): Iterable<FieldsReader> {
  const given: unknown = usage;
  const insights = isRecord(given) && !isIterable(given) ? given['items'] : given;
  if (isIterable(insights)) return eachOf('legacy', insights);
  return refuse(
    'legacy',
    'the answer of a superseded operation, already awaited, or its items',
    usage,
    'await client.getCustomerLicensesUsage(customerId)',
  );
}

/**
 * Yields a reader for each row.
 * @param example Source text that gets suitable rows.
 * @throws {ConfigurationError} at once for anything but a list of rows.
 */
export function readersOf(rows: Iterable<unknown>, example: string): Generator<FieldsReader> {
  if (isIterable(rows)) return eachOf('rows', rows, example);
  return refuse('rows', 'an array or another iterable of rows, already awaited', rows, example);
}

function* eachOf(list: List, items: Iterable<unknown>, example?: string): Generator<FieldsReader> {
  let index = 0;
  for (const item of items) yield new FieldsReader(list, index++, item, example);
}

/** Passes each row to `take` as it arrives, and returns what `finish` makes of them: a promise where the rows are async. */
export function afterEachRow<Result>(
  rows: Iterable<unknown> | AsyncIterable<unknown>,
  take: (read: FieldsReader) => void,
  finish: () => Result,
): Result | Promise<Result> {
  if (isAsyncIterable(rows)) return eachAsync(rows, take).then(finish);
  if (!isIterable(rows)) {
    const expected = 'an array or another iterable of rows, sync or async';
    return refuse('rows', expected, rows, 'client.listLicensesUsage()');
  }
  for (const read of eachOf('rows', rows)) take(read);
  return finish();
}

async function eachAsync(rows: AsyncIterable<unknown>, take: (read: FieldsReader) => void): Promise<void> {
  let index = 0;
  for await (const row of rows) take(new FieldsReader('rows', index++, row));
}

/** The caller's name for the list that is read. */
type List = 'legacy' | 'rows';

/**
 * Reads the fields of one insight or row. It may come from a file, a cache or JavaScript, so its types are not
 * trusted.
 */
export class FieldsReader {
  readonly #list: List;
  readonly #index: number;
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #example: string;

  /** @param index The place of the value in the list. */
  constructor(
    list: List,
    index: number,
    value: unknown,
    example = 'an item or a row as the client delivers it',
  ) {
    [this.#list, this.#index, this.#example] = [list, index, example];
    if (!isRecord(value)) this.refuse(undefined, list === 'rows' ? 'a row' : 'an object', value);
    this.#fields = value;
  }

  /** Text or `null`. The field has to be present: a row that was grouped without it belongs to no insight. */
  text(field: string): string | null {
    const value = this.#fields[field];
    if (typeof value === 'string' || value === null) return value;
    const advice = this.#list === 'rows' ? ': group by this field too, or not at all' : '';
    return this.refuse(field, `text or null${advice}`, value);
  }

  /** Text or `null`; `undefined` when the field is absent. */
  optionalText(field: string): string | null | undefined {
    return this.#fields[field] === undefined ? undefined : this.text(field);
  }

  /** A count of licences. Raw answers may have it as text, as grouped ones do. */
  count(field: string): number {
    const value = this.#fields[field];
    return toCount(value) ?? this.refuse(field, 'a whole number from 0 to 2^53 - 1', value);
  }

  /** A percentage on the 0..100 scale, which may exceed 100. `null` when there is none. */
  percent(field: string): number | null {
    const value = this.#fields[field] ?? null;
    return value === null ? null : (toNumber(value) ?? this.refuse(field, 'a finite number or null', value));
  }

  /** The time of the snapshot, in milliseconds since 1970; none when the field is absent or `null`. */
  instants(): number[] {
    const dateTime = this.optionalText('processedDateTime') ?? null;
    return dateTime === null ? [] : [instantOf(dateTime)];
  }

  /** Refuses the value, or one of its fields. */
  refuse(field: string | undefined, expected: string, received: unknown, example = this.#example): never {
    const path = `${this.#list}[${this.#index}]${field === undefined ? '' : `.${field}`}`;
    return refuse(path, expected, received, example);
  }
}
