import type { UsagePosition } from './usage-position.ts';

/** What a walk knows of the pages to come. */
export interface Foresight {
  /** Takes note of a page that has come. */
  readonly learn: (position: UsagePosition, rowCount: number, totalCount: number | undefined) => void;
  /**
   * Whether the rows of a page belong to the whole that the walk began with, whatever `TotalCount` behind them will say: a
   * page that was bound to a snapshot has shown that the snapshot holds them all.
   */
  readonly isSettled: (position: UsagePosition) => boolean;
  /** Where the next page starts, if pages go on to be as long as the last one; nothing where that is not certain enough. */
  readonly foresee: (position: UsagePosition) => UsagePosition | undefined;
}

/** `isChosen`: whether the caller has chosen the snapshot. */
export function createForesight(isChosen: boolean): Foresight {
  let pageSize: number | undefined;
  let isProven = isChosen;

  return {
    learn(position, rowCount, totalCount) {
      if (rowCount > 0) pageSize = rowCount;
      const isBound = typeof position.snapshot === 'string';
      if (isBound && totalCount !== undefined && totalCount === position.totalCount) isProven = true;
    },
    isSettled: ({ snapshot, totalCount }) =>
      isProven || typeof snapshot !== 'string' || totalCount === undefined,
    foresee(position) {
      const { link, skip, totalCount } = position;
      // Rows of several snapshots can't be bound to one: such a walk is no safer page after page, only longer.
      const isCertain = isProven || position.snapshot === null;
      if (!isCertain || position.snapshot === undefined || totalCount === undefined) return undefined;
      if (pageSize === undefined || !Object.keys(link).every(isPlain)) return undefined;
      const next = skip + pageSize;
      if (next >= totalCount) return undefined;
      const nextLink = 'skip' in link ? { ...link, skip: String(next) } : link;
      return { ...position, skip: next, link: nextLink, emptyPages: 0, delivered: undefined };
    },
  };
}

/** Whether a parameter of a link says the same as `skip` and `top` do. Any other may be a place of its own. */
function isPlain(name: string): boolean {
  return name === 'skip' || name.toLowerCase() === 'top';
}
