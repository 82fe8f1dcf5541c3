import { countFields, normalise, type Model, readCount, toDateTime } from './decoder.ts';
import type { DecodeContext } from './decode-context.ts';
import { isRecord } from '../input/values.ts';

/** The description of the rows of a list, which may be grouped. */
export interface RowModel<Row, Count> extends Model<Row> {
  /** What every group holds in addition to the fields of its `groupBy`. */
  readonly counts: readonly Count[];
  readonly dateTimes: readonly string[];
  /** Whether a row has every field that is not optional, each of its type. */
  readonly isWellFormed: (row: Record<string, unknown>) => boolean;
}

/** What a `groupBy` leaves of a row. */
type GroupedRow<
  Row,
  Field extends keyof Row,
  Count extends keyof Row,
  GroupBy extends readonly Field[],
> = GroupBy extends readonly []
  ? Row
  : number extends GroupBy['length']
    ? Partial<Pick<Row, Field>> & Pick<Row, Count>
    : Pick<Row, GroupBy[number]> & Pick<Row, Count>;

/**
 * Creates a decoder that normalises rows in place. A grouped row holds the counts and the fields in `groupBy`, an
 * ungrouped one, for which `groupBy` is empty, every field.
 */
export function createRowDecoder<Row, Field extends keyof Row & string, Count extends keyof Row & string>(
  model: RowModel<Row, Count>,
) {
  const { readers, optional = [], rename, counts, dateTimes, isWellFormed } = model;
  const mostFields = countFields({ ...readers });

  /** Most rows have every field and no other. The unrolled check takes a tenth of the time of reading each field. */
  function normaliseFast(row: unknown, ctx: DecodeContext): boolean {
    if (!isRecord(row) || !isWellFormed(row)) return false;
    for (const field of optional) if (row[field] === undefined) row[field] = readers[field](undefined, ctx);
    let fieldCount = 0;
    for (const _ in row) fieldCount += 1;
    if (fieldCount !== mostFields) return false;
    for (const field of dateTimes) {
      const text = row[field];
      const dateTime = typeof text === 'string' ? toDateTime(text) : undefined;
      if (dateTime === undefined) return false;
      row[field] = dateTime;
    }
    return true;
  }

  function narrow<GroupBy extends readonly Field[]>(
    value: unknown,
    ctx: DecodeContext,
    groupBy: readonly Field[],
  ): asserts value is GroupedRow<Row, Field, Count, GroupBy> {
    if (groupBy.length === 0)
      return normaliseFast(value, ctx) ? undefined : normalise<Row>(value, model, ctx);
    if (!isRecord(value)) return ctx.fail('an object', value);
    rename?.(value, ctx);
    for (const field of counts) value[field] = ctx.under(field, readers[field], value[field]);
    for (const field of groupBy) value[field] = ctx.under(field, readers[field], value[field]);
  }

  return <GroupBy extends readonly Field[]>(
    value: unknown,
    ctx: DecodeContext,
    groupBy: readonly Field[] = [],
  ): GroupedRow<Row, Field, Count, GroupBy> => {
    narrow<GroupBy>(value, ctx, groupBy);
    return value;
  };
}

/** Reads either spelling of a count. Two that disagree are refused, because either may be right. */
export function renameCounts(
  row: Record<string, unknown>,
  aliases: Readonly<Record<string, string>>,
  ctx: DecodeContext,
): void {
  for (const alias in aliases) {
    const field = aliases[alias];
    if (field === undefined || !(alias in row)) continue;
    const count = ctx.under(alias, readCount, row[alias]);
    const readSame = (value: unknown) =>
      readCount(value, ctx) === count ? count : ctx.fail(`the same count as ${alias}, ${count}`, value);
    row[field] = row[field] === undefined ? count : ctx.under(field, readSame, row[field]);
    delete row[alias];
  }
}

/** Whether a value is a count that fits into 32 bits. 1 divided by -0 is less than 0. */
export function isSmallCount(value: unknown): value is number {
  return typeof value === 'number' && value >>> 0 === value && 1 / value > 0;
}

/** Text that callers can't do without, such as an id. */
export function readRequiredText(value: unknown, ctx: DecodeContext): string {
  return typeof value === 'string' && value !== '' ? value : ctx.fail('a string that is not empty', value);
}
