import { isRecord } from '../input/values.ts';
import { pageSizeOf } from './list-query.ts';
import { isLinkParameters, type LinkParameters, type NextLink } from './next-link.ts';
import { isDeliveredRows, type DeliveredRows } from './stream/index.ts';

/** The position of an iteration over a list whose pages are addressed by `skip`, by a link, or by both. */
export interface SkipPosition {
  /** How many rows of the whole list precede the page. */
  readonly skip: number;
  /** The parameters that the service's link asked for. */
  readonly link: LinkParameters;
  /** How many pages directly before this one had no rows. */
  readonly emptyPages: number;
  /** The total of the pages so far. It changes when the service publishes new data during an iteration. */
  readonly totalCount?: number | undefined;
  /** The largest page to ask for. */
  readonly maxPageSize?: number | undefined;
  /** How many rows are still to be delivered, from the start of the page; `undefined` for all. */
  readonly remaining?: number | undefined;
  /**
   * The snapshot to which the iteration is bound after its first page, so that old and new data don't mix. `null`
   * when the rows are of several snapshots: binding to one would lose the others.
   */
  readonly snapshot?: string | null | undefined;
  /** The fingerprint of the previous page, if that page did not say whether rows follow. */
  readonly unproven?: string | undefined;
  /** Set when the page failed after some of its rows were delivered. They are not delivered again. */
  readonly delivered?: DeliveredRows | undefined;
  /** The page size that was requested for a page with `delivered`. The retry requests the same. */
  readonly asked?: number | undefined;
}

/** Whether a value from a continuation token is a position. */
export function isSkipPosition(value: unknown): value is SkipPosition {
  if (!isRecord(value)) return false;
  const { skip, link, emptyPages, totalCount, maxPageSize, remaining, snapshot, unproven, delivered, asked } =
    value;
  return (
    Number.isSafeInteger(skip) &&
    Number.isSafeInteger(emptyPages) &&
    [totalCount, maxPageSize, remaining, asked].every((n) => n === undefined || Number.isSafeInteger(n)) &&
    (snapshot === undefined || snapshot === null || typeof snapshot === 'string') &&
    (unproven === undefined || typeof unproven === 'string') &&
    (delivered === undefined || isDeliveredRows(delivered)) &&
    isLinkParameters(link)
  );
}

/** How many rows to ask for; `undefined` leaves it to the service. */
export function pageSizeAt(position: SkipPosition): number | undefined {
  return position.delivered === undefined ? pageSizeOf(position) : position.asked;
}

/** Identifies the page at a position. A link without a row number may lead back to it. */
export function pageKey({ skip, link }: SkipPosition): string {
  return JSON.stringify(Object.keys(link).length === 0 ? { skip } : link);
}

/** What a page says about its position in the list. */
export interface PageFacts {
  readonly rowCount: number;
  readonly totalCount: number | undefined;
  /** `undefined` when the page has no such key, `null` when it says that no page follows. */
  readonly nextLink: NextLink | null | undefined;
  /** Identifies the rows of the page. */
  readonly fingerprint: string;
}

/** Throws an error about a part of the page. */
export type RefusePage = (
  part: 'nextLink' | 'totalCount' | 'rows',
  expected: string,
  received: string,
) => never;

const maxEmptyPages = 100;

/** Whether the total differs from that of the pages before. */
export function isOtherTotal({ totalCount }: SkipPosition, other: number | undefined): boolean {
  return totalCount !== undefined && other !== undefined && totalCount !== other;
}

/**
 * Decides where to continue: `undefined` after the last page. A page after which there is no progress is refused.
 */
export function nextPosition(
  position: SkipPosition,
  page: PageFacts,
  refuse: RefusePage,
): SkipPosition | undefined {
  const { rowCount, totalCount, nextLink } = page;
  const reached = position.skip + rowCount;
  if (isOtherTotal(position, totalCount)) {
    const expected = `the TotalCount of the pages before, ${position.totalCount}, unless new data was published during the walk`;
    return refuse('totalCount', expected, `${totalCount}`);
  }
  if (totalCount !== undefined && rowCount > 0 && reached > totalCount) {
    return refuse('totalCount', `no more than ${totalCount} rows, as TotalCount says`, `${reached}`);
  }
  if (position.remaining !== undefined && position.remaining <= rowCount) return undefined;
  if (nextLink === undefined || nextLink === null) return skipRows(position, page, refuse);
  if (nextLink.kind === 'refused') {
    return refuse('nextLink', 'a link to the next page of this operation', nextLink.reason);
  }
  return followLink(position, nextLink.parameters, page, refuse);
}

/** Continues after the rows of a page without a link. */
function skipRows(position: SkipPosition, page: PageFacts, refuse: RefusePage): SkipPosition | undefined {
  const { rowCount, totalCount, nextLink, fingerprint } = page;
  const reached = position.skip + rowCount;
  const next = { skip: reached, link: {}, emptyPages: 0 };
  if (totalCount === undefined) {
    // A service that sent the links which led here would have sent another link. A service that sends neither links
    // nor totals may cap its pages, so only an empty page proves the end.
    const followsLinks = Object.keys(position.link).length > 0;
    if (nextLink === null || rowCount === 0 || followsLinks) return undefined;
    if (fingerprint === position.unproven) {
      // It may hold more rows than these, because its pages may be capped.
      const received =
        'the rows of the previous page; the service ignores skip, so more rows may follow ' +
        `(top: ${position.skip} asks for only these)`;
      return refuse('rows', `the rows from row ${position.skip} on, or none`, received);
    }
    return advance(position, page, { ...next, unproven: fingerprint });
  }
  if (reached >= totalCount) return undefined;
  if (rowCount === 0) {
    return refuse('totalCount', `${totalCount} rows, as TotalCount says`, `${reached} and then none`);
  }
  return advance(position, page, next);
}

function followLink(
  position: SkipPosition,
  parameters: LinkParameters,
  page: PageFacts,
  refuse: RefusePage,
): SkipPosition {
  if (Object.keys(parameters).length === 0) {
    return refuse('nextLink', 'a link to the next page', 'a link to the same page');
  }
  const { rowCount } = page;
  const { skip: skipText, ...others } = withSkipInLowerCase(parameters);
  const reached = position.skip + rowCount;
  const emptyPages = rowCount === 0 ? position.emptyPages + 1 : 0;
  if (emptyPages > maxEmptyPages) return refuse('nextLink', 'rows', `${emptyPages} pages without any`);
  if (skipText === undefined) return advance(position, page, { skip: reached, link: others, emptyPages });
  const skip = /^\d+$/.test(skipText) ? Number(skipText) : -1;
  // After an empty page the link may name the same row, if it also asks for something else.
  const makesProgress = skip > position.skip || asksForMore(others, position.link);
  if (!makesProgress || skip < reached || !Number.isSafeInteger(skip)) {
    return refuse('nextLink', `a link to row ${reached} or later`, `a link to row ${skipText}`);
  }
  // Where the service counts its rows, the rows between would be lost.
  if (page.totalCount !== undefined && skip > reached) {
    const expected = `a link to row ${reached}, as TotalCount counts every row`;
    return refuse('nextLink', expected, `a link to row ${skipText}`);
  }
  return advance(position, page, { skip, link: { ...others, skip: skipText }, emptyPages });
}

function advance(
  { maxPageSize, remaining, snapshot }: SkipPosition,
  { rowCount, totalCount }: PageFacts,
  next: Pick<SkipPosition, 'skip' | 'link' | 'emptyPages' | 'unproven'>,
): SkipPosition {
  const left = remaining === undefined ? undefined : remaining - rowCount;
  return { ...next, totalCount, maxPageSize, remaining: left, snapshot };
}

function asksForMore(parameters: LinkParameters, before: LinkParameters): boolean {
  return Object.entries(parameters).some(([name, value]) => before[name] !== value);
}

/** The service reads names in any case and order. Only `skip` is known; the other parameters are opaque. */
function withSkipInLowerCase(parameters: LinkParameters): LinkParameters {
  const sorted = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, value]) => [/^skip$/i.test(name) ? 'skip' : name, value]));
}
