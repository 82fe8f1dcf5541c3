import { isRecord } from '../decode/is-record.ts';
import { isDeliveredRows, type DeliveredRows } from './stream/delivered-rows.ts';
import type { RowPosition } from './next-position.ts';

/** Where a walk over licence usage stands. */
export interface UsagePosition extends RowPosition {
  readonly top: number | undefined;
  /**
   * The snapshot that the walk is bound to after its first page, so that new data can't mix with old. `null` when the
   * answer spans several, and binding it to one would lose the rows of the others.
   */
  readonly snapshot: string | null | undefined;
  /** Set when the page failed after rows of it were handed out: they are not handed out again. */
  readonly delivered?: DeliveredRows | undefined;
}

export function startAt(skip: number, top: number | undefined): UsagePosition {
  return { skip, top, link: {}, emptyPages: 0, totalCount: undefined, snapshot: undefined };
}

/** Whether a value unpacked from a continuation token is a position. */
export function isUsagePosition(value: unknown): value is UsagePosition {
  if (!isRecord(value)) return false;
  const { skip, top, emptyPages, totalCount, snapshot, link, delivered } = value;
  return (
    Number.isSafeInteger(skip) &&
    Number.isSafeInteger(emptyPages) &&
    (top === undefined || Number.isSafeInteger(top)) &&
    (totalCount === undefined || Number.isSafeInteger(totalCount)) &&
    (snapshot === undefined || snapshot === null || typeof snapshot === 'string') &&
    (delivered === undefined || isDeliveredRows(delivered)) &&
    isRecord(link) &&
    Object.values(link).every((parameter) => typeof parameter === 'string')
  );
}
