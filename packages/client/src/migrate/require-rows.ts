import { isRecord } from '../decode/is-record.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';

/** What a row must hold so that an insight can be made of it. */
export interface RowRequirement<Field extends string> {
  /** Fields that hold text or `null`. A row that was grouped without one of them belongs to no insight. */
  readonly text: readonly Field[];
  /** How to ask for rows that have what is needed, as source text. */
  readonly example: string;
}

/**
 * Passes rows on one by one, each checked: types end where data comes from a file, a cache or JavaScript.
 * @throws {ConfigurationError} naming the row and the field.
 */
export function* requireRows<Row extends object>(
  rows: Iterable<Row>,
  { text, example }: RowRequirement<keyof Row & string>,
): Generator<Row, void, undefined> {
  const refuse = (argument: string, expected: string, received: unknown): never => {
    throw new ConfigurationError({ argument, expected, received, example });
  };
  if (!isIterable(rows)) refuse('rows', 'an array or another iterable of rows, already awaited', rows);
  let index = 0;
  for (const row of rows) {
    const argument = `rows[${index}]`;
    const fields: unknown = row;
    if (!isRecord(fields)) return refuse(argument, 'a row', row);
    for (const field of text) {
      const value = fields[field];
      if (typeof value !== 'string' && value !== null)
        refuse(`${argument}.${field}`, 'text or null: group by this field too, or not at all', value);
    }
    for (const field of ['licensesActive', 'licensesQualified']) {
      if (!isCount(fields[field]))
        refuse(`${argument}.${field}`, 'a whole number from 0 to 2^53 - 1', fields[field]);
    }
    yield row;
    index += 1;
  }
}

function isIterable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

const wholeNumber = /^\d+(?:\.0+)?$/;

/**
 * Requires a count of licences. Answers that were saved as they came may have it as text, as the service's grouped
 * answers do.
 * @param argument Names the value, as the caller would write it.
 * @throws {ConfigurationError} for anything else.
 */
export function requireCount(argument: () => string, value: unknown): number {
  const count = typeof value === 'string' && wholeNumber.test(value) ? Number(value) : value;
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count + 0;
  throw new ConfigurationError({
    argument: argument(),
    expected: 'a whole number from 0 to 2^53 - 1',
    received: value,
    example: '5',
  });
}
