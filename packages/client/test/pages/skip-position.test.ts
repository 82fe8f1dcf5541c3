import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LinkParameters, NextLink } from '../../src/pages/next-link.ts';
import { largestPage } from '../../src/generated/limits.ts';
import {
  isOtherTotal,
  isSkipPosition,
  nextPosition,
  pageKey,
  pageSizeAt,
  type PageFacts,
  type RefusePage,
  type SkipPosition,
} from '../../src/pages/skip-position.ts';

const start: SkipPosition = {
  skip: 0,
  link: {},
  emptyPages: 0,
  totalCount: undefined,
  maxPageSize: 10,
  remaining: undefined,
  snapshot: undefined,
};

function linkTo(parameters: LinkParameters): NextLink {
  return { kind: 'parameters', parameters };
}

/** A full page of ten rows without a total or a link, changed by `facts`. */
function page(facts: Partial<PageFacts>): PageFacts {
  return { rowCount: 10, totalCount: undefined, nextLink: undefined, fingerprint: 'a', ...facts };
}

interface StepAfter {
  readonly kind: 'next' | 'end' | 'refused';
  readonly position?: SkipPosition;
  readonly part?: string;
  readonly expected?: string;
  readonly received?: string;
}

/** What follows a page: the next one, the end, or an error about the page. */
function stepAfter(position: SkipPosition, facts: PageFacts): StepAfter {
  const refusals: StepAfter[] = [];
  const refuse: RefusePage = (part, expected, received) => {
    refusals.push({ kind: 'refused', part, expected, received });
    throw new Error(received);
  };
  try {
    const next = nextPosition(position, facts, refuse);
    return next === undefined ? { kind: 'end' } : { kind: 'next', position: next };
  } catch (error) {
    const [refusal] = refusals;
    if (refusal === undefined) throw error;
    return refusal;
  }
}

/** The position after a page. */
function follow(position: SkipPosition, facts: PageFacts): SkipPosition {
  const next = stepAfter(position, facts);
  if (next.position === undefined) throw new Error(`The walk ended: ${JSON.stringify(next)}`);
  return next.position;
}

describe('a page without a link', () => {
  test.for([
    ['asks once more when full and nothing says whether rows follow', {}, 10],
    ['asks once more when short and nothing says whether rows follow', { rowCount: 3 }, 3],
    ['goes on by skip when TotalCount says that rows follow', { totalCount: 11 }, 10],
    ['goes on by skip when short, but TotalCount says that rows follow', { rowCount: 3, totalCount: 11 }, 3],
    ['goes on by skip when TotalCount contradicts a null', { nextLink: null, totalCount: 11 }, 10],
  ] as const)('%s', ([, facts, skip]) => {
    const { totalCount }: Partial<PageFacts> = facts;
    const unproven = totalCount === undefined ? 'a' : undefined;
    expect(stepAfter(start, page(facts))).toEqual({
      kind: 'next',
      position: { ...start, skip, totalCount, unproven },
    });
    expectTypeOf(nextPosition).returns.toEqualTypeOf<SkipPosition | undefined>();
  });

  test.for([
    ['when empty', { rowCount: 0 }],
    ['when TotalCount is reached', { totalCount: 10 }],
    ['when nothing matched', { rowCount: 0, totalCount: 0, nextLink: null }],
    ['when its link is null', { nextLink: null }],
  ] as const)('ends the list %s', ([, facts]) => {
    expect(stepAfter(start, page(facts))).toEqual({ kind: 'end' });
  });

  test.for([1, 9, 10])('is refused when it repeats the %i rows of the previous page', (rowCount) => {
    const position = { ...start, skip: rowCount, unproven: 'a' };
    expect(stepAfter(position, page({ rowCount }))).toEqual({
      kind: 'refused',
      part: 'rows',
      expected: `the rows from row ${rowCount} on, or none`,
      received:
        'the rows of the previous page; the service ignores skip, so more rows may follow ' +
        `(top: ${rowCount} asks for only these)`,
    });
    expect(stepAfter(position, page({ rowCount, fingerprint: 'b' }))).toMatchObject({
      kind: 'next',
      position: { skip: 2 * rowCount, unproven: 'b' },
    });
  });

  test('ends the list when a link led to it', () => {
    expect(stepAfter({ ...start, link: { $skiptoken: 'a' } }, page({}))).toEqual({ kind: 'end' });
  });

  test('ends the list beyond the end, after a skip of the caller', () => {
    expect(stepAfter({ ...start, skip: 50 }, page({ rowCount: 0, totalCount: 10 }))).toEqual({
      kind: 'end',
    });
  });

  test.for([undefined, null])(
    'is refused when empty although TotalCount says there is more: link %j',
    (nextLink) => {
      expect(stepAfter({ ...start, skip: 10 }, page({ rowCount: 0, totalCount: 20, nextLink }))).toEqual({
        kind: 'refused',
        part: 'totalCount',
        expected: '20 rows, as TotalCount says',
        received: '10 and then none',
      });
    },
  );
});

describe('a list with a top', () => {
  test.for([
    ['a page that has the last of them', { remaining: 10 }, {}],
    ['a page that has more', { remaining: 4 }, { totalCount: 50 }],
    ['a page with a link, whatever that is', { remaining: 10 }, { nextLink: linkTo({ skip: '0' }) }],
  ] as const)('ends with %s', ([, more, facts]) => {
    expect(stepAfter({ ...start, ...more }, page(facts))).toEqual({ kind: 'end' });
  });

  test('subtracts the rows of the page', () => {
    expect(follow({ ...start, remaining: 25 }, page({ totalCount: 50 })).remaining).toBe(15);
  });

  test.for([
    [{}, 10],
    [{ maxPageSize: undefined }, undefined],
    [{ remaining: 4 }, 4],
    [{ remaining: 25 }, 10],
    [{ remaining: 25, maxPageSize: undefined }, 25],
    [{ remaining: largestPage + 1, maxPageSize: undefined }, largestPage],
    [{ remaining: 4, delivered: { rows: 2, bytes: 9, fingerprint: 'a' }, asked: 7 }, 7],
    [{ remaining: 4, delivered: { rows: 2, bytes: 9, fingerprint: 'a' } }, undefined],
  ] as const)('asks, at %j, for a page of %j', ([more, size]) => {
    expect(pageSizeAt({ ...start, ...more })).toBe(size);
  });
});

describe('a page with a link', () => {
  test.for([
    ['to the row after it', { skip: '10' }, 10],
    ['past rows that the service left out and does not count', { skip: '12' }, 12],
    ['in capitals', { SKIP: '10' }, 10],
  ] as const)('is followed %s', ([, parameters, skip]) => {
    expect(follow(start, page({ nextLink: linkTo(parameters) })).skip).toBe(skip);
  });

  test('keeps the other parameters of the link, and asks for the row once', () => {
    const { link } = follow(start, page({ nextLink: linkTo({ applicationId: 'x', Skip: '10' }) }));
    expect(link).toHaveProperty('applicationId', 'x');
    expect(Object.keys(link).filter((name) => name.toLowerCase() === 'skip' && name !== 'skip')).toEqual([]);
  });

  test('is followed when it has no row number, and the rows are counted', () => {
    const position = follow({ ...start, skip: 20 }, page({ nextLink: linkTo({ $skiptoken: 'abc' }) }));
    expect(position).toMatchObject({ skip: 30, link: { $skiptoken: 'abc' } });
  });

  test('is followed when the page is empty', () => {
    const position = follow({ ...start, skip: 10 }, page({ rowCount: 0, nextLink: linkTo({ skip: '20' }) }));
    expect(position).toMatchObject({ skip: 20, emptyPages: 1 });
    expect(follow(position, page({ nextLink: linkTo({ skip: '30' }) })).emptyPages).toBe(0);
  });

  test('is not followed past a hundred empty pages', () => {
    let position = start;
    for (let pages = 1; pages <= 100; pages += 1) {
      position = follow(position, page({ rowCount: 0, nextLink: linkTo({ t: `${pages}` }) }));
    }
    expect(stepAfter(position, page({ rowCount: 0, nextLink: linkTo({ t: '101' }) }))).toEqual({
      kind: 'refused',
      part: 'nextLink',
      expected: 'rows',
      received: '101 pages without any',
    });
  });

  test.for([
    ['repeats the page', '20'],
    ['goes back', '0'],
    ['overlaps with the page', '29'],
    ['has a row that is not a number', "30'"],
    ['has no row', ''],
    ['has a negative row', '-30'],
    ['has a row as a fraction', '30.5'],
    ['has a row with a sign', '+40'],
    ['has a row with a blank', ' 40'],
    ['has a row with an exponent', '4e1'],
    ['has a row in another base', '0x40'],
    ['has a row that no number can hold', '9007199254740993'],
    ['has a row beyond all numbers', '9'.repeat(400)],
  ] as const)('is refused when the link %s', ([, skip]) => {
    const position = { ...start, skip: 20 };
    expect(stepAfter(position, page({ nextLink: linkTo({ skip }) }))).toEqual({
      kind: 'refused',
      part: 'nextLink',
      expected: 'a link to row 30 or later',
      received: `a link to row ${skip}`,
    });
  });

  test('is followed when an empty page links to its own row with another parameter', () => {
    const first = follow(start, page({ rowCount: 0, nextLink: linkTo({ skip: '0', visit: '1' }) }));
    expect(first).toEqual({ ...start, link: { skip: '0', visit: '1' }, emptyPages: 1 });
    const second = page({ rowCount: 0, nextLink: linkTo({ visit: '2', skip: '0' }) });
    expect(follow(first, second).link).toEqual({ skip: '0', visit: '2' });
    const again = page({ rowCount: 0, nextLink: linkTo({ visit: '1', skip: '0' }) });
    expect(stepAfter(first, again)).toMatchObject({ kind: 'refused', received: 'a link to row 0' });
  });

  test('is refused when an empty page at the start links to no row', () => {
    expect(stepAfter(start, page({ rowCount: 0, nextLink: linkTo({ skip: 'next' }) }))).toMatchObject({
      kind: 'refused',
      received: 'a link to row next',
    });
  });

  test('distinguishes parameters whose names only look like skip', () => {
    const link = { noskip: '1', skipToken: '2' };
    expect(follow(start, page({ nextLink: linkTo(link) }))).toMatchObject({ skip: 10, link });
  });

  test('is refused when an empty page links to itself', () => {
    const position = { ...start, skip: 20 };
    expect(stepAfter(position, page({ rowCount: 0, nextLink: linkTo({ skip: '20' }) })).kind).toBe('refused');
  });

  test.for([
    [linkTo({}), 'a link to the same page'],
    [{ kind: 'refused', reason: 'a link to another origin' }, 'a link to another origin'],
  ] as const)('is refused for a link that is %j', ([nextLink, received]) => {
    expect(stepAfter(start, page({ nextLink }))).toEqual({
      kind: 'refused',
      part: 'nextLink',
      expected: expect.stringContaining('a link to the next page'),
      received,
    });
  });
});

describe('a page of a whole', () => {
  test.for([undefined, null, linkTo({ skip: '30' })])(
    'is refused when it holds more rows than TotalCount, link %j',
    (nextLink) => {
      const position = { ...start, skip: 10 };
      expect(stepAfter(position, page({ totalCount: 19, nextLink }))).toEqual({
        kind: 'refused',
        part: 'totalCount',
        expected: 'no more than 19 rows, as TotalCount says',
        received: '20',
      });
    },
  );

  test.for([
    [undefined, undefined, false],
    [undefined, 10, false],
    [10, undefined, false],
    [10, 10, false],
    [10, 11, true],
    [0, 10, true],
  ] as const)('of %j belongs to another one than a page of %j: %j', ([before, now, other]) => {
    const position = { ...start, totalCount: before };
    expect(isOtherTotal(position, now)).toBe(other);
  });

  test('is refused when TotalCount changed during the iteration', () => {
    const position = { ...start, skip: 10, totalCount: 30 };
    expect(stepAfter(position, page({ totalCount: 31, nextLink: linkTo({ skip: '20' }) }))).toMatchObject({
      kind: 'refused',
      part: 'totalCount',
      received: '31',
    });
  });
});

describe('pageKey', () => {
  /** Follows links and collects the keys of the pages. */
  function keys(links: readonly LinkParameters[]): Set<string> {
    let position = start;
    const seen = new Set([pageKey(position)]);
    for (const parameters of links) {
      position = follow(position, page({ nextLink: linkTo(parameters) }));
      seen.add(pageKey(position));
    }
    return seen;
  }

  test('differs for every row, even when links repeat other parameters', () => {
    const links = [10, 20, 30].map((skip) => ({ applicationId: 'x', top: '10', skip: `${skip}` }));
    expect(keys(links).size).toBe(4);
  });

  test('differs for every row when pages have no link', () => {
    const second = follow(start, page({}));
    expect(new Set([start, second, follow(second, page({ fingerprint: 'b' }))].map(pageKey)).size).toBe(3);
  });

  test('repeats when links without a row go in circles, in any order of their parameters', () => {
    expect(keys([{ t: 'a', u: '1' }, { t: 'b' }, { u: '1', t: 'a' }]).size).toBe(3);
  });
});

test('every iteration makes progress or ends: the rows before the next page never decrease', () => {
  const parameters = fc.dictionary(
    fc.constantFrom('skip', 'Skip', 'top', 't'),
    fc.oneof(fc.nat(100).map(String), fc.string()),
    { minKeys: 1 },
  );
  const nextLink = fc.oneof(fc.constantFrom(undefined, null), parameters.map(linkTo));
  const facts = fc.record({
    rowCount: fc.nat(20),
    fingerprint: fc.constantFrom('a', 'b'),
    totalCount: fc.option(fc.nat(100), { nil: undefined }),
    nextLink,
  });
  let followed = 0;
  fc.assert(
    fc.property(fc.nat(100), facts, (skip, reported) => {
      const next = stepAfter({ ...start, skip }, reported);
      if (next.position === undefined) return;
      followed += 1;
      expect(next.position.skip).toBeGreaterThanOrEqual(skip + reported.rowCount);
      expect(Number.isSafeInteger(next.position.skip)).toBe(true);
    }),
  );
  expect(followed).toBeGreaterThan(0);
});

describe('isSkipPosition', () => {
  const position: SkipPosition = { ...start, skip: 20, link: { cursor: 'a' }, totalCount: 40, remaining: 5 };

  test.for([
    position,
    start,
    { ...position, snapshot: null },
    { ...position, snapshot: '2018-10-14T00:00:00', unproven: 'a1' },
    { ...position, delivered: { rows: 1, bytes: 9, fingerprint: 'a1' }, asked: 10 },
    JSON.parse(JSON.stringify(start)),
  ])('accepts %j', (value) => {
    expect(isSkipPosition(value)).toBe(true);
    expectTypeOf(isSkipPosition).guards.toEqualTypeOf<SkipPosition>();
  });

  test.for([
    undefined,
    null,
    'skip=5',
    {},
    { ...position, skip: undefined },
    { ...position, skip: '20' },
    { ...position, skip: 2.5 },
    { ...position, emptyPages: undefined },
    { ...position, emptyPages: 'none' },
    { ...position, maxPageSize: 'all' },
    { ...position, maxPageSize: null },
    { ...position, remaining: '5' },
    { ...position, asked: '5' },
    { ...position, totalCount: '40' },
    { ...position, totalCount: null },
    { ...position, snapshot: 5 },
    { ...position, snapshot: {} },
    { ...position, unproven: 5 },
    { ...position, delivered: 5 },
    { ...position, link: undefined },
    { ...position, link: 'cursor=a' },
    { ...position, link: { cursor: 5 } },
    { ...position, link: { cursor: 'a', window: null } },
  ])('refuses %j', (value) => {
    expect(isSkipPosition(value)).toBe(false);
  });
});
