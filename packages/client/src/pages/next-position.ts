import type { LinkParameters, NextLink } from './next-link.ts';

/** Where a walk over rows stands. */
export interface RowPosition {
  /** How many rows of the whole lie before the page. */
  readonly skip: number;
  /** The parameters that the service's link asked for. */
  readonly link: LinkParameters;
  /** Pages without rows directly before the page. */
  readonly emptyPages: number;
  /** What the pages so far said of the whole. It changes when the service publishes new data during a walk. */
  readonly totalCount: number | undefined;
}

/** What a page says about its place in the whole. */
export interface PageFacts {
  readonly rowCount: number;
  readonly pageSize: number;
  readonly totalCount: number | undefined;
  /** Absent when the page has no such key, `null` when it says that there is no further page. */
  readonly nextLink: NextLink | null | undefined;
}

export type NextPosition =
  | { readonly kind: 'next'; readonly position: RowPosition }
  | { readonly kind: 'end' }
  | {
      readonly kind: 'refused';
      /** Which part of the page is at fault. */
      readonly part: 'nextLink' | 'totalCount';
      readonly expected: string;
      readonly received: string;
    };

const maxEmptyPages = 100;

/** Whether a page belongs to another whole than the pages before it. */
export function isOfAnotherWhole(position: RowPosition, totalCount: number | undefined): boolean {
  return position.totalCount !== undefined && totalCount !== undefined && position.totalCount !== totalCount;
}

/** Decides where a walk goes on. Every way of not getting ahead ends it with a reason. */
export function nextPosition(position: RowPosition, page: PageFacts): NextPosition {
  const { rowCount, totalCount, nextLink } = page;
  const reached = position.skip + rowCount;
  if (isOfAnotherWhole(position, totalCount)) {
    return {
      kind: 'refused',
      part: 'totalCount',
      expected: `the TotalCount of the pages before, ${position.totalCount}, unless new data came in during the walk`,
      received: `${totalCount}`,
    };
  }
  if (totalCount !== undefined && rowCount > 0 && reached > totalCount) {
    return {
      kind: 'refused',
      part: 'totalCount',
      expected: `no more than ${totalCount} rows, as TotalCount says`,
      received: `${reached}`,
    };
  }
  if (nextLink === undefined || nextLink === null) return withoutLink(page, reached);
  if (nextLink.kind === 'refused') {
    return {
      kind: 'refused',
      part: 'nextLink',
      expected: 'a link to the next page of this operation',
      received: nextLink.reason,
    };
  }
  if (nextLink.kind === 'no-position') {
    const received = 'a link to the same page';
    return { kind: 'refused', part: 'nextLink', expected: 'a link to the next page', received };
  }
  return followLink(position, nextLink.parameters, page);
}

function withoutLink(page: PageFacts, reached: number): NextPosition {
  const { rowCount, totalCount, pageSize, nextLink } = page;
  const goesOn =
    totalCount === undefined ? nextLink === undefined && rowCount >= pageSize : reached < totalCount;
  if (!goesOn) return { kind: 'end' };
  if (rowCount === 0) {
    return {
      kind: 'refused',
      part: 'totalCount',
      expected: `${totalCount} rows, as TotalCount says`,
      received: `${reached} and then none`,
    };
  }
  return { kind: 'next', position: { skip: reached, link: {}, emptyPages: 0, totalCount } };
}

function followLink(position: RowPosition, parameters: LinkParameters, page: PageFacts): NextPosition {
  const { rowCount, totalCount } = page;
  const { skip: skipText, ...others } = inOneSpelling(parameters);
  const reached = position.skip + rowCount;
  const emptyPages = rowCount === 0 ? position.emptyPages + 1 : 0;
  if (emptyPages > maxEmptyPages) {
    const received = `${emptyPages} pages without any`;
    return { kind: 'refused', part: 'nextLink', expected: 'rows', received };
  }
  if (skipText === undefined) {
    return { kind: 'next', position: { skip: reached, link: others, emptyPages, totalCount } };
  }
  const skip = /^\d+$/.test(skipText) ? Number(skipText) : -1;
  // After a page without rows the link may name the same row, as long as it asks for something else.
  const getsAhead = skip > position.skip || asksForMore(others, position.link);
  if (!getsAhead || skip < reached || !Number.isSafeInteger(skip)) {
    return {
      kind: 'refused',
      part: 'nextLink',
      expected: `a link to row ${reached} or later`,
      received: `a link to row ${skipText}`,
    };
  }
  return { kind: 'next', position: { skip, link: { ...others, skip: skipText }, emptyPages, totalCount } };
}

function asksForMore(parameters: LinkParameters, before: LinkParameters): boolean {
  return Object.entries(parameters).some(([name, value]) => before[name] !== value);
}

/** The service reads names in any case and order; `skip` alone is known, the others are opaque. */
function inOneSpelling(parameters: LinkParameters): LinkParameters {
  const sorted = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, value]) => [/^skip$/i.test(name) ? 'skip' : name, value]));
}

/** Names the place of a page, to recognise a walk in circles: a link without a row may lead back. */
export function placeOf({ skip, link }: RowPosition): string {
  return JSON.stringify(Object.keys(link).length === 0 ? { skip } : link);
}
