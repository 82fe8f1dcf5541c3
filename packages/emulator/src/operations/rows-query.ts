import type { Fields } from '../facts/fields.ts';
import { FilterError } from '../filter/lex.ts';
import { compileFilter, parseFilter, type Predicate } from '../filter/parse.ts';
import type { OperationContext } from './context.ts';

/** The query of a commercial operation. Usage and deployment have the same rules. */
export interface RowsQuery<Fact, Field extends string> {
  readonly top: number;
  readonly skip: number;
  readonly predicate: Predicate<Fact> | undefined;
  readonly groupBy: readonly Field[] | undefined;
  /** The day (`YYYY-MM-DD`, UTC) of the snapshot; `undefined` for the latest. */
  readonly processedDay: string | undefined;
}

/** @throws RefusalError naming the invalid parameter. Unknown parameters are ignored; empty ones count as absent. */
export function readRowsQuery<Fact, Field extends string>(
  context: OperationContext,
  fields: Fields<Fact, Field>,
): RowsQuery<Fact, Field> {
  const { refuse, described } = context;
  const { maximum = Infinity } = described.query['top'] ?? {};
  const top = readInteger(context, 'top') ?? maximum;
  if (top > maximum) throw refuse(`top parameter cannot be more than ${maximum}`);
  if (top === 0) throw refuse('top parameter cannot be less than 1');
  return {
    top,
    skip: readInteger(context, 'skip') ?? 0,
    predicate: readFilter(context, fields),
    groupBy: readGroupBy(context, fields),
    processedDay: readProcessedDay(context),
  };
}

/** Names are compared without regard to case, because sibling operations spell `groupBy`. */
function readText({ call, refuse }: OperationContext, name: string): string | undefined {
  const values = [...call.url.searchParams]
    .filter(([key, value]) => key.toLowerCase() === name.toLowerCase() && value !== '')
    .map(([, value]) => value);
  if (values.length > 1) throw refuse(`${name} parameter is given ${values.length} times`);
  return values[0];
}

function readInteger(context: OperationContext, name: string): number | undefined {
  const text = readText(context, name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) {
    throw context.refuse(`${name} parameter is not a whole number of at least 0`);
  }
  return value;
}

function readFilter<Fact, Field extends string>(
  context: OperationContext,
  fields: Fields<Fact, Field>,
): Predicate<Fact> | undefined {
  const text = readText(context, 'filter');
  if (text === undefined) return undefined;
  try {
    return compileFilter(parseFilter(text, fields), fields, !context.caseSensitiveFilter);
  } catch (error) {
    if (error instanceof FilterError) throw context.refuse(error.message);
    throw error;
  }
}

function readGroupBy<Field extends string>(
  context: OperationContext,
  fields: Fields<never, Field>,
): readonly Field[] | undefined {
  const names = readText(context, 'groupby')
    ?.split(',')
    .map((name) => name.trim());
  if (names === undefined) return undefined;
  const known = names.filter((name) => fields.has(name));
  const unknown = names.find((name) => !fields.has(name));
  if (unknown !== undefined) {
    throw context.refuse(`groupby names "${unknown}", which is not one of ${fields.names.join(', ')}`);
  }
  if (new Set(known).size < known.length) throw context.refuse('groupby names a field twice');
  return known;
}

/** A day, or a time with or without an offset. Without one it is UTC, as in the rows. */
const momentForm = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

function readProcessedDay(context: OperationContext): string | undefined {
  const text = readText(context, 'processedDateTime');
  if (text === undefined) return undefined;
  const [, day, time, offset] = momentForm.exec(text) ?? [];
  const moment = Date.parse(time && !offset ? `${text}Z` : text);
  if (day === undefined || Number.isNaN(moment) || !isCalendarDay(day)) {
    throw context.refuse('processedDateTime parameter is not a date such as 2018-10-14T00:00:00');
  }
  return new Date(moment).toISOString().slice(0, 10);
}

/** `Date.parse` reads 30 February as 2 March. */
function isCalendarDay(day: string): boolean {
  const moment = Date.parse(day);
  return !Number.isNaN(moment) && new Date(moment).toISOString().startsWith(day);
}
