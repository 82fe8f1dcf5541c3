import type { Fields } from '../facts/fields.ts';
import { FilterError } from '../filter/lex.ts';
import { compileFilter, parseFilter, type Predicate } from '../filter/parse.ts';
import { invalidQueryParameter } from '../refusals/platform-faults.ts';

/** The most rows on a page, and the default. */
const maxTop = 10_000;

/** The query of a commercial operation. Usage and deployment have the same rules. */
export interface RowsQuery<Fact, Field extends string> {
  readonly top: number;
  readonly skip: number;
  readonly predicate: Predicate<Fact> | undefined;
  readonly groupBy: readonly Field[] | undefined;
  /** The day (`YYYY-MM-DD`, UTC) of the snapshot; `undefined` for the latest. */
  readonly processedDay: string | undefined;
}

/** @throws RefusalError naming the parameter that can't be read. Unknown parameters are ignored, empty ones count as absent. */
export function readRowsQuery<Fact, Field extends string>(
  parameters: URLSearchParams,
  fields: Fields<Fact, Field>,
  ignoreCase: boolean,
): RowsQuery<Fact, Field> {
  const top = readInteger(parameters, 'top') ?? maxTop;
  if (top > maxTop) throw invalidQueryParameter(`top parameter cannot be more than ${maxTop}`);
  if (top === 0) throw invalidQueryParameter('top parameter cannot be less than 1');
  return {
    top,
    skip: readInteger(parameters, 'skip') ?? 0,
    predicate: readFilter(parameters, fields, ignoreCase),
    groupBy: readGroupBy(parameters, fields),
    processedDay: readProcessedDay(parameters),
  };
}

/** Names compare without regard to case, because sibling operations spell `groupBy`. */
function readText(parameters: URLSearchParams, name: string): string | undefined {
  const values = [...parameters]
    .filter(([key, value]) => key.toLowerCase() === name.toLowerCase() && value !== '')
    .map(([, value]) => value);
  if (values.length > 1) throw invalidQueryParameter(`${name} parameter is given ${values.length} times`);
  return values[0];
}

function readInteger(parameters: URLSearchParams, name: string): number | undefined {
  const text = readText(parameters, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw invalidQueryParameter(`${name} parameter is not a whole number of at least 0`);
  }
  return value;
}

function readFilter<Fact, Field extends string>(
  parameters: URLSearchParams,
  fields: Fields<Fact, Field>,
  ignoreCase: boolean,
): Predicate<Fact> | undefined {
  const text = readText(parameters, 'filter');
  if (text === undefined) return undefined;
  try {
    return compileFilter(parseFilter(text, fields), fields, ignoreCase);
  } catch (error) {
    if (error instanceof FilterError) throw invalidQueryParameter(error.message);
    throw error;
  }
}

function readGroupBy<Field extends string>(
  parameters: URLSearchParams,
  fields: Fields<never, Field>,
): readonly Field[] | undefined {
  const names = readText(parameters, 'groupby')
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return undefined;
  const known = names.filter((name) => fields.has(name));
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined) {
    throw invalidQueryParameter(`groupby names "${unknown}", which is not one of ${fields.names.join(', ')}`);
  }
  if (new Set(known).size < known.length) throw invalidQueryParameter('groupby names a field twice');
  return known;
}

/** A day, or a moment with or without an offset; without one it is UTC, as in the rows. */
const momentForm = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

function readProcessedDay(parameters: URLSearchParams): string | undefined {
  const text = readText(parameters, 'processedDateTime');
  if (text === undefined) return undefined;
  const [, day, time, offset] = momentForm.exec(text) ?? [];
  const moment = day === undefined ? Number.NaN : Date.parse(time && !offset ? `${text}Z` : text);
  if (day === undefined || Number.isNaN(moment) || !isCalendarDay(day)) {
    throw invalidQueryParameter('processedDateTime parameter is not a date such as 2018-10-14T00:00:00');
  }
  return new Date(moment).toISOString().slice(0, 10);
}

/** `Date.parse` takes 30 February for 2 March. */
function isCalendarDay(day: string): boolean {
  const moment = Date.parse(day);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}
