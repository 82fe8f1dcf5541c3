import { kindOf, type DecodeContext } from '../decode/decode-context.ts';
import { requireProcessedDateTime } from '../input/dates.ts';

/** Finds out, while rows arrive, whether they are of one snapshot. */
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
 * Requires rows to be of the snapshot that their walk is bound to, so that old and new data don't mix. Rows without a
 * date, such as grouped ones, are accepted.
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
