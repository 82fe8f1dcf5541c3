import { refuse } from '../errors/configuration-error.ts';
import { isFilter, requireWellFormed, type Filter } from '../filter/filter.ts';
import { largestPage } from '../generated/limits.ts';
import type { FilterField } from '../generated/models.ts';
import { defined, requireInteger } from '../input/values.ts';
import { requireProcessedDateTime } from './processed-date-time.ts';

/** Which rows of the commercial analytics to list. */
export interface RowsQuery<Field extends FilterField, GroupBy extends readonly Field[]> {
  /** A condition made with `eq`, `ne`, `and` and `or`, or text in the service's own syntax. Default: all rows. */
  readonly filter?: string | Filter<Field> | undefined;
  /** Sums the counts of all rows that have the same values in these fields. The rows then hold only these fields and the counts. */
  readonly groupBy?: GroupBy | undefined;
  /** The snapshot to read, in UTC. Text without an offset is UTC. Default: the latest snapshot. */
  readonly processedDateTime?: string | Date | undefined;
  /**
   * The total number of rows to list, 1 or more. Default: every row. `maxPageSize` of the options sets the page size.
   */
  readonly top?: number | undefined;
  /** How many rows to skip at the start. Default: 0. */
  readonly skip?: number | undefined;
}

/** Which rows to list, for lists whose pages are addressed by a token. */
export interface SeekQuery {
  /** The total number of rows to list, 1 or more. Default: all. `maxPageSize` of the options sets the page size. */
  readonly top?: number | undefined;
}

/** The parameters that select rows of the commercial analytics, as sent. */
export interface RowsParameters<Field extends string> {
  readonly filter: string | undefined;
  readonly groupby: Field[] | undefined;
  readonly processedDateTime: string | undefined;
}

/** @throws {ConfigurationError} naming the first field at fault. */
export function resolveRowsQuery<Field extends FilterField>(
  query: RowsQuery<Field, readonly Field[]>,
  fields: readonly Field[],
) {
  const { filter, groupBy, processedDateTime, top, skip } = requireObject('query', query, '{ top: 100 }');
  const parameters: RowsParameters<Field> = {
    filter: filter === undefined ? undefined : requireFilter(filter, fields),
    groupby: groupBy === undefined ? undefined : [...requireGroupBy('query.groupBy', groupBy, fields)],
    processedDateTime:
      processedDateTime === undefined
        ? undefined
        : requireProcessedDateTime('query.processedDateTime', processedDateTime),
  };
  return {
    parameters,
    top: requireTop(top),
    skip: skip === undefined ? 0 : requireInteger('query.skip', skip, { min: 0, example: 20_000 }),
  };
}

/** @throws {ConfigurationError} naming the first field at fault. */
export function resolveSeekQuery(query: SeekQuery): number | undefined {
  return requireTop(requireObject('query', query, '{ top: 100 }').top);
}

/** Requires a valid page size, if one is given. */
export function requireMaxPageSize(argument: string, value: number | undefined): number | undefined {
  if (value === undefined) return undefined;
  return requireInteger(argument, value, { min: 1, max: largestPage, example: 1_000 });
}

/** How many rows to ask for; `undefined` leaves it to the service. */
export function pageSizeOf(position: {
  readonly maxPageSize?: number | undefined;
  readonly remaining?: number | undefined;
}): number | undefined {
  const { maxPageSize, remaining } = position;
  return remaining === undefined ? maxPageSize : Math.min(remaining, maxPageSize ?? largestPage);
}

function requireTop(top: number | undefined): number | undefined {
  return top === undefined ? undefined : requireInteger('query.top', top, { min: 1, example: 20_000 });
}

export function requireObject<Value>(argument: string, value: Value, example: string): Value {
  if (typeof value === 'object' && value !== null) return value;
  return refuse(argument, 'an object', value, example);
}

/**
 * Requires that a query has no unknown names: rows would be listed that were not asked for. Options may have some, because
 * callers pass objects that serve other libraries too, but none that are misspelt or in the wrong place.
 * @throws {ConfigurationError} naming the first one at fault, and the name that is meant.
 */
export async function requireNames(argument: string, given: object, known: readonly string[]): Promise<void> {
  const unknown = Object.keys(defined(given)).filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const { findFault } = await import('./unknown-names.ts');
  const fault = findFault(argument, unknown, known);
  if (fault !== undefined) refuse(...fault);
}

/** Requires a list of different fields to group by, at least one. */
export function requireGroupBy<Field extends string, GroupBy extends readonly Field[]>(
  argument: string,
  value: GroupBy,
  fields: readonly Field[],
): GroupBy {
  const isList = Array.isArray(value) && value.length > 0;
  const fault = isList
    ? value.findIndex((field, index) => !fields.includes(field) || value.indexOf(field) < index)
    : undefined;
  if (fault === -1) return value;
  return refuse(
    argument,
    `a list of different fields out of ${fields.join(', ')}`,
    fault === undefined ? value : value[fault],
    `['serviceCode', 'channel']`,
  );
}

const example = `eq('serviceCode', 'o365')`;

function requireFilter(filter: unknown, fields: readonly string[]): string {
  if (isFilter(filter)) {
    const stranger = filter.fields.find((field) => !fields.includes(field));
    if (stranger === undefined) return filter.toString();
    return refuse('query.filter', `conditions on ${fields.join(', ')}`, stranger, example);
  }
  if (typeof filter === 'string' && filter.trim() !== '') {
    return requireWellFormed('query.filter', filter, example);
  }
  return refuse(
    'query.filter',
    'a condition made with eq, ne, and, or, or text that is not empty',
    filter,
    example,
  );
}
