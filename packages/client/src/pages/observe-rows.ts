import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import { fingerprintOf } from './continuation-token.ts';
import { requireProcessedDateTime } from './processed-date-time.ts';

export type RowObserver = ReturnType<typeof observeRows>;

/**
 * Checks the rows of one page before they are delivered, and records their snapshot and fingerprint.
 * @param bound The snapshot to which the iteration is bound.
 */
export function observeRows(bound: string | null | undefined) {
  let rowCount = 0;
  let date: unknown;
  let isMixed = false;
  let firstRow = '';
  let lastRow = '';
  return {
    onRows: (rows: readonly object[], ctx: DecodeContext, firstIndex: number): void => {
      if (typeof bound === 'string') requireSnapshot(rows, bound, ctx, firstIndex);
      rowCount = firstIndex + rows.length;
      const [first] = rows;
      if (first === undefined) return;
      if (firstIndex === 0) {
        firstRow = sketch(first);
        date = dateOf(first);
        isMixed = false;
      }
      lastRow = sketch(rows.at(-1));
      isMixed ||= rows.some((row) => dateOf(row) !== date);
    },
    get rowCount(): number {
      return rowCount;
    },
    /**
     * The snapshot of all rows, in the form that the service accepts. `null` when the rows are of several snapshots
     * or have no date; `undefined` while there are no rows.
     */
    get snapshot(): string | null | undefined {
      if (rowCount === 0) return undefined;
      return isMixed ? null : (wireDateOf(date) ?? null);
    },
    /** Whether the page has different rows. All rows of a page, and so two pages, may be equal. */
    get hasDifferentRows(): boolean {
      return firstRow !== lastRow;
    },
    /** The same for pages that begin and end with the same rows and are of the same length. */
    get fingerprint(): string {
      return fingerprintOf(`${rowCount} ${firstRow} ${lastRow}`);
    },
  };
}

/**
 * Requires rows to be of the snapshot to which the iteration is bound, so that old and new data don't mix. Rows
 * without a date, such as grouped ones, are accepted.
 * @throws {ResponseFormatError} naming the first row of another snapshot.
 */
function requireSnapshot(
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

/**
 * A text that is the same for equal values. What is nested more deeply than documented is left out: `JSON.stringify`
 * would overflow the stack on unknown fields that are nested without end.
 */
export function sketch(value: unknown, depth = 4): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  if (depth === 0) return '…';
  const members = Object.entries(value);
  return members.map(([name, member]) => `${name}:${sketch(member, depth - 1)}`).join('\n');
}
