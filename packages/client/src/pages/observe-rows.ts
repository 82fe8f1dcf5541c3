import type { DecodeContext } from '../decode/decode-context.ts';
import { fingerprintOf } from './continuation-token.ts';
import type { SkipPosition } from './skip-position.ts';
import { requireSnapshot, SnapshotTally } from './snapshot.ts';

export type RowObserver = ReturnType<typeof observeRows>;

/** Checks the rows of one page before they are delivered, and records their snapshot and fingerprint. */
export function observeRows({ snapshot }: SkipPosition) {
  const tally = new SnapshotTally();
  let firstRow = '';
  let lastRow = '';
  return {
    onRows: (rows: readonly object[], ctx: DecodeContext, firstIndex: number): void => {
      if (typeof snapshot === 'string') requireSnapshot(rows, snapshot, ctx, firstIndex);
      tally.add(rows);
      if (firstIndex === 0) firstRow = sketch(rows[0]);
      if (rows.length > 0) lastRow = sketch(rows.at(-1));
    },
    get snapshot() {
      return tally.snapshot;
    },
    /** Whether the page has different rows. All rows of a page, and so two pages, may be equal. */
    get hasDifferentRows() {
      return firstRow !== lastRow;
    },
    /** Identifies the rows of the page, so that a repeated page is recognised. */
    fingerprint: (rowCount: number) => fingerprintOf(`${rowCount} ${firstRow}`),
  };
}

/** Recognises a page that repeats the rows of the previous one. `undefined` for a page whose rows say too little. */
export interface Repetition {
  /** The same for pages that begin with the same row and are of the same length. */
  readonly fingerprint: string;
  /** Throws a `ResponseFormatError` about the page. */
  readonly refuse: () => never;
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

export function createRepetition(
  fingerprint: string,
  { ctx, pointer }: { readonly ctx: DecodeContext; readonly pointer: string },
): Repetition {
  const expected = 'rows that follow those of the previous page';
  const received = 'a page that begins with the row that the previous page began with';
  return { fingerprint, refuse: () => ctx.failAt(pointer, expected, received) };
}

/** A service may repeat a page under a new link or token, without an end. */
export function requireOther(
  { repetition }: { readonly repetition?: Repetition | undefined },
  previous: Repetition | undefined,
): void {
  if (repetition !== undefined && repetition.fingerprint === previous?.fingerprint) repetition.refuse();
}
