import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import { refuse } from '../errors/configuration-error.ts';

/** Determines, as rows arrive, whether they are of one snapshot. */
export class SnapshotTally {
  #date: unknown;
  #isEmpty = true;
  #isMixed = false;

  add(rows: readonly object[]): void {
    for (const row of rows) {
      const date = dateOf(row);
      if (this.#isEmpty) this.#date = date;
      else if (date !== this.#date) this.#isMixed = true;
      this.#isEmpty = false;
    }
  }

  /**
   * The snapshot of all rows, in the form that the service accepts. `null` when the rows are of several snapshots or
   * have no date; `undefined` while there are no rows.
   */
  get snapshot(): string | null | undefined {
    if (this.#isEmpty) return undefined;
    return this.#isMixed ? null : (wireDateOf(this.#date) ?? null);
  }
}

/**
 * Requires rows to be of the snapshot to which the iteration is bound, so that old and new data don't mix. Rows
 * without a date, such as grouped ones, are accepted.
 * @throws {ResponseFormatError} naming the first row of another snapshot.
 */
export function requireSnapshot(
  rows: readonly object[],
  snapshot: string,
  ctx: DecodeContext,
  firstIndex: number,
): void {
  let accepted: unknown;
  for (const [index, row] of rows.entries()) {
    const date = dateOf(row);
    if (date === accepted || date === null || date === undefined) continue;
    const wire = wireDateOf(date);
    if (wire === undefined || !isSameInstant(wire, snapshot)) {
      const pointer = `${ctx.parent}/${firstIndex + index}/processedDateTime`;
      ctx.failAt(pointer, `${snapshot}, the snapshot of the rows before`, wire ?? kindOf(date));
    }
    accepted = date;
  }
}

function dateOf(row: object): unknown {
  return 'processedDateTime' in row ? row.processedDateTime : undefined;
}

function wireDateOf(date: unknown): string | undefined {
  if (typeof date !== 'string') return undefined;
  try {
    return requireProcessedDateTime('processedDateTime', date);
  } catch {
    return undefined;
  }
}

function isSameInstant(left: string, right: string): boolean {
  return left === right || Date.parse(`${left}Z`) === Date.parse(`${right}Z`);
}

const wireForm = /^\d{4}-\d{2}-\d{2}(?:T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,7})?)?$/;
const offset = /(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * Converts the date of a snapshot to the form that the service uses: UTC without an offset. Text in that form, or a
 * date without a time, is sent unchanged.
 */
export function requireProcessedDateTime(argument: string, value: unknown): string {
  const wire =
    value instanceof Date ? fromDate(value) : typeof value === 'string' ? fromText(value) : undefined;
  if (wire !== undefined && isCalendarDate(wire)) return wire;
  return refuse(
    argument,
    'a date, a date and time in ISO 8601 form, or a valid Date',
    value,
    `'2018-10-14T00:00:00'`,
  );
}

/** Engines read 31 February as no date, or as 3 March. */
function isCalendarDate(text: string): boolean {
  const day = text.slice(0, 10);
  return wireForm.test(text) && fromDate(new Date(`${day}T00:00:00Z`))?.startsWith(day) === true;
}

function fromDate(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/(?:\.000)?Z$/, '');
}

function fromText(text: string): string | undefined {
  const local = text.replace(offset, '');
  if (local === text) return text;
  if (!isCalendarDate(local) || !local.includes('T')) return undefined;
  // `Date` counts milliseconds; the service writes up to seven digits.
  const [fraction = ''] = /\.\d+$/.exec(local) ?? [];
  const wire = fromDate(new Date(text.replace(fraction, '')));
  return wire === undefined || Number(fraction) === 0 ? wire : wire + fraction;
}
