import type { SkipPosition } from './skip-position.ts';

/** Predicts where the next page starts, from the pages that have arrived. */
export interface NextPagePredictor {
  /** Records a page that has arrived. */
  readonly learn: (position: SkipPosition, rowCount: number, totalCount: number | undefined) => void;
  /**
   * Whether the rows of a page can be delivered before its `TotalCount` has arrived. They can't until it is known
   * that the snapshot to which the iteration is bound holds all rows.
   */
  readonly canStream: (position: SkipPosition) => boolean;
  /** Where the next page starts, if it is like the last one; `undefined` when that is too uncertain. */
  readonly predictNext: (position: SkipPosition) => SkipPosition | undefined;
}

/** @param isChosen Whether the caller has chosen the snapshot. */
export function createNextPagePredictor(isChosen: boolean): NextPagePredictor {
  let pageSize: number | undefined;
  /** Whether a bound page had the same total as the first one, so that the snapshot holds all rows. */
  let isProven = isChosen;

  return {
    learn(position, rowCount, totalCount) {
      if (rowCount > 0) pageSize = rowCount;
      const isBound = typeof position.snapshot === 'string';
      if (isBound && totalCount !== undefined && totalCount === position.totalCount) isProven = true;
    },
    canStream: ({ snapshot, totalCount, unproven }) =>
      // A page that may repeat the previous one is compared with it first.
      unproven === undefined && (isProven || typeof snapshot !== 'string' || totalCount === undefined),
    predictNext(position) {
      const { link, remaining, skip, totalCount } = position;
      // Mixed snapshots gain nothing from sequential reads.
      const isCertain = isProven || position.snapshot === null;
      if (!isCertain || position.snapshot === undefined || totalCount === undefined) return undefined;
      if (pageSize === undefined || !Object.keys(link).every(isPlain)) return undefined;
      const next = skip + pageSize;
      if (next >= totalCount || (remaining !== undefined && remaining <= pageSize)) return undefined;
      return {
        ...position,
        skip: next,
        link: 'skip' in link ? { ...link, skip: String(next) } : link,
        emptyPages: 0,
        remaining: remaining === undefined ? undefined : remaining - pageSize,
        delivered: undefined,
        asked: undefined,
      };
    },
  };
}

/** Whether a parameter of a link is only `skip` or `top`. Any other may be a position of its own. */
function isPlain(name: string): boolean {
  return name === 'skip' || name.toLowerCase() === 'top';
}
