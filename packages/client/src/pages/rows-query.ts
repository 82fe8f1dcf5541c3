import { ConfigurationError } from '../errors/configuration-error.ts';
import { isFilter, type Filter } from '../filter/filter.ts';
import { requireGroupBy } from '../input/objects.ts';
import { requireInteger } from '../input/numbers.ts';
import { requireProcessedDateTime } from '../input/dates.ts';
import { requireWellFormed } from '../input/text.ts';
import type { LicensesUsageField } from '../generated/models.ts';

/** Which rows of a commercial list to read, and how. */
export interface RowsQuery<Field extends LicensesUsageField, GroupBy extends readonly Field[]> {
  /** A condition built by `eq`, `ne`, `and`, `or`, or its text in the service's own syntax. */
  readonly filter?: string | Filter<Field> | undefined;
  /** Sums the counts over all rows that agree in these fields. The rows then hold these fields and the counts only. */
  readonly groupBy?: GroupBy | undefined;
  /** Which snapshot, UTC. Default: the latest. A text without offset is UTC. */
  readonly processedDateTime?: string | Date | undefined;
  /** Rows for each page, 1 to 10,000. Default: the service's, 10,000. All pages are walked whatever their size. */
  readonly top?: number | undefined;
  /** How many rows to leave out at the start. Default: 0. */
  readonly skip?: number | undefined;
}

export const maxTop = 10_000;

export interface ResolvedRowsQuery<Field> {
  readonly filter: string | undefined;
  readonly groupby: Field[] | undefined;
  readonly processedDateTime: string | undefined;
  readonly top: number | undefined;
  readonly skip: number;
}

/** @throws {ConfigurationError} naming the first part at fault. */
export function resolveRowsQuery<Field extends LicensesUsageField>(
  query: RowsQuery<Field, readonly Field[]>,
  fields: readonly Field[],
): ResolvedRowsQuery<Field> {
  const { filter, groupBy, processedDateTime, top, skip } = query;
  return {
    filter: filter === undefined ? undefined : requireFilter(filter, fields),
    groupby: groupBy === undefined ? undefined : [...requireGroupBy('query.groupBy', groupBy, fields)],
    processedDateTime:
      processedDateTime === undefined
        ? undefined
        : requireProcessedDateTime('query.processedDateTime', processedDateTime),
    top: top === undefined ? undefined : requireTop('query.top', top),
    skip: skip === undefined ? 0 : requireInteger('query.skip', skip, { min: 0, example: 20_000 }),
  };
}

export function requireTop(argument: string, value: number): number {
  return requireInteger(argument, value, { min: 1, max: maxTop, example: 1_000 });
}

const example = `eq('serviceCode', 'o365')`;

function requireFilter(filter: unknown, fields: readonly string[]): string {
  if (isFilter(filter)) {
    const stranger = filter.fields.find((field) => !fields.includes(field));
    if (stranger === undefined) return filter.toString();
    throw new ConfigurationError({
      argument: 'query.filter',
      expected: `conditions on ${fields.join(', ')}`,
      received: stranger,
      example,
    });
  }
  if (typeof filter === 'string' && filter.trim() !== '') {
    return requireWellFormed('query.filter', filter, example);
  }
  throw new ConfigurationError({
    argument: 'query.filter',
    expected: 'a condition made by eq, ne, and, or, or a text that is not empty',
    received: filter,
    example,
  });
}
