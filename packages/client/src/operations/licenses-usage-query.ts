import type { LicensesUsageField } from '../answer/licenses-usage-row.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { Filter } from '../filter/filter.ts';
import { requireGroupBy } from '../input/group-by.ts';
import { requireInteger } from '../input/integer.ts';
import { requireProcessedDateTime } from '../input/processed-date-time.ts';
import { requireWellFormed } from '../input/well-formed.ts';

/**
 * Which rows to list, and how.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-licenses-usage-information
 */
export interface LicensesUsageQuery<
  GroupBy extends readonly LicensesUsageField[] = readonly LicensesUsageField[],
> {
  /** A condition built by `eq`, `ne`, `and`, `or`, or its text in the service's own syntax. */
  readonly filter?: string | Filter | undefined;
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

export interface ResolvedLicensesUsageQuery {
  readonly filter: string | undefined;
  readonly groupby: LicensesUsageField[] | undefined;
  readonly processedDateTime: string | undefined;
  readonly top: number | undefined;
  readonly skip: number;
}

/** @throws {ConfigurationError} naming the first field at fault. */
export function resolveLicensesUsageQuery(query: LicensesUsageQuery): ResolvedLicensesUsageQuery {
  const { filter, groupBy, processedDateTime, top, skip } = query;
  return {
    filter: filter === undefined ? undefined : requireFilter(filter),
    groupby: groupBy === undefined ? undefined : [...requireGroupBy('query.groupBy', groupBy)],
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

function requireFilter(filter: unknown): string {
  if (filter instanceof Filter) return filter.toString();
  if (typeof filter === 'string' && filter.trim() !== '') {
    return requireWellFormed('query.filter', filter, `eq('workloadCode', 'EXO')`);
  }
  throw new ConfigurationError({
    argument: 'query.filter',
    expected: 'a condition made by eq, ne, and, or, or a text that is not empty',
    received: filter,
    example: `eq('workloadCode', 'EXO')`,
  });
}
