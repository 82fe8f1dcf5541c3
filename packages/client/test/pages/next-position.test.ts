import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import type { LinkParameters, NextLink } from '../../src/pages/next-link.ts';
import {
  isOfAnotherWhole,
  nextPosition,
  placeOf,
  type NextPosition,
  type PageFacts,
  type RowPosition,
} from '../../src/pages/next-position.ts';

const start: RowPosition = { skip: 0, link: {}, emptyPages: 0, totalCount: undefined };

function linkTo(parameters: LinkParameters): NextLink {
  return { kind: 'parameters', parameters };
}

/** A full page of ten rows of a whole of unknown size, with what differs from it. */
function page(facts: Partial<PageFacts>): PageFacts {
  return { rowCount: 10, pageSize: 10, totalCount: undefined, nextLink: undefined, ...facts };
}

/** The position that a page leads to. */
function follow(position: RowPosition, facts: PageFacts): RowPosition {
  const next = nextPosition(position, facts);
  if (next.kind !== 'next') throw new Error(`The walk ended: ${JSON.stringify(next)}`);
  return next.position;
}

describe('a page without a link', () => {
  test.for([
    ['goes on by skip when full and of an unknown whole', { nextLink: undefined }, 10],
    ['goes on by skip when TotalCount says there is more', { totalCount: 11 }, 10],
    ['goes on by skip when short, but TotalCount says there is more', { rowCount: 3, totalCount: 11 }, 3],
    ['goes on by skip when TotalCount contradicts a null', { nextLink: null, totalCount: 11 }, 10],
  ] as const)('%s', ([, facts, skip]) => {
    expect(nextPosition(start, page(facts))).toEqual({
      kind: 'next',
      position: {
        skip,
        link: {},
        emptyPages: 0,
        totalCount: 'totalCount' in facts ? facts.totalCount : undefined,
      },
    });
    expectTypeOf(nextPosition).returns.toEqualTypeOf<NextPosition>();
  });

  test.for([
    ['ends the walk when short', { rowCount: 9 }],
    ['ends the walk when empty', { rowCount: 0 }],
    ['ends the walk when TotalCount is reached', { totalCount: 10 }],
    ['ends the walk when nothing matched', { rowCount: 0, totalCount: 0, nextLink: null }],
    ['ends the walk when full, but the link is null', { nextLink: null }],
  ] as const)('%s', ([, facts]) => {
    expect(nextPosition(start, page(facts))).toEqual({ kind: 'end' });
  });

  test('ends the walk beyond the end, where the caller skipped to', () => {
    expect(nextPosition({ ...start, skip: 50 }, page({ rowCount: 0, totalCount: 10 }))).toEqual({
      kind: 'end',
    });
  });

  test.for([undefined, null])(
    'is refused when empty although TotalCount says there is more: link %j',
    (nextLink) => {
      expect(nextPosition({ ...start, skip: 10 }, page({ rowCount: 0, totalCount: 20, nextLink }))).toEqual({
        kind: 'refused',
        part: 'totalCount',
        expected: '20 rows, as TotalCount says',
        received: '10 and then none',
      });
    },
  );
});

describe('a page with a link', () => {
  test.for([
    ['to the row after it', { skip: '10' }, 10],
    ['past rows that the service left out', { skip: '12' }, 12],
    ['in capitals', { SKIP: '10' }, 10],
  ] as const)('is followed %s', ([, parameters, skip]) => {
    expect(follow(start, page({ nextLink: linkTo(parameters) })).skip).toBe(skip);
  });

  test('hands on what else the link asks for, and asks for the row once', () => {
    const { link } = follow(start, page({ nextLink: linkTo({ applicationId: 'x', Skip: '10' }) }));
    expect(link).toHaveProperty('applicationId', 'x');
    expect(Object.keys(link).filter((name) => name.toLowerCase() === 'skip' && name !== 'skip')).toEqual([]);
  });

  test('is followed when it has no row number, and counts on itself', () => {
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
    expect(nextPosition(position, page({ rowCount: 0, nextLink: linkTo({ t: '101' }) }))).toEqual({
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
    ['has a row that is no number', "30'"],
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
    expect(nextPosition(position, page({ nextLink: linkTo({ skip }) }))).toEqual({
      kind: 'refused',
      part: 'nextLink',
      expected: 'a link to row 30 or later',
      received: `a link to row ${skip}`,
    });
  });

  test('is followed when an empty page links to its own row with another parameter', () => {
    const first = follow(start, page({ rowCount: 0, nextLink: linkTo({ skip: '0', visit: '1' }) }));
    expect(first).toEqual({
      skip: 0,
      link: { skip: '0', visit: '1' },
      emptyPages: 1,
      totalCount: undefined,
    });
    const second = page({ rowCount: 0, nextLink: linkTo({ visit: '2', skip: '0' }) });
    expect(follow(first, second).link).toEqual({ skip: '0', visit: '2' });
    const again = page({ rowCount: 0, nextLink: linkTo({ visit: '1', skip: '0' }) });
    expect(nextPosition(first, again)).toMatchObject({ kind: 'refused', received: 'a link to row 0' });
  });

  test('is refused when an empty page at the start links to no row', () => {
    expect(nextPosition(start, page({ rowCount: 0, nextLink: linkTo({ skip: 'next' }) }))).toMatchObject({
      kind: 'refused',
      received: 'a link to row next',
    });
  });

  test('keeps parameters apart whose names only look like skip', () => {
    const link = { noskip: '1', skipToken: '2' };
    expect(follow(start, page({ nextLink: linkTo(link) }))).toMatchObject({ skip: 10, link });
  });

  test('is refused when an empty page links to itself', () => {
    const position = { ...start, skip: 20 };
    expect(nextPosition(position, page({ rowCount: 0, nextLink: linkTo({ skip: '20' }) })).kind).toBe(
      'refused',
    );
  });

  test.for([
    [{ kind: 'no-position' }, 'a link to the same page'],
    [{ kind: 'refused', reason: 'a link to another origin' }, 'a link to another origin'],
  ] as const)('is refused for a link that is %j', ([nextLink, received]) => {
    expect(nextPosition(start, page({ nextLink }))).toEqual({
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
      expect(nextPosition(position, page({ totalCount: 19, nextLink }))).toEqual({
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
    expect(isOfAnotherWhole(position, now)).toBe(other);
  });

  test('is refused when TotalCount changed during the walk', () => {
    const position = { ...start, skip: 10, totalCount: 30 };
    expect(nextPosition(position, page({ totalCount: 31, nextLink: linkTo({ skip: '20' }) }))).toMatchObject({
      kind: 'refused',
      part: 'totalCount',
      received: '31',
    });
  });
});

describe('the place of a page', () => {
  /** Walks along links and tells whether each page stood at a place of its own. */
  function places(links: readonly LinkParameters[]): Set<string> {
    let position = start;
    const seen = new Set([placeOf(position)]);
    for (const parameters of links) {
      position = follow(position, page({ nextLink: linkTo(parameters) }));
      seen.add(placeOf(position));
    }
    return seen;
  }

  test('differs for every row, also when links repeat other parameters', () => {
    const links = [10, 20, 30].map((skip) => ({ applicationId: 'x', top: '10', skip: `${skip}` }));
    expect(places(links).size).toBe(4);
  });

  test('differs for every row when pages have no link', () => {
    const second = follow(start, page({}));
    expect(new Set([start, second, follow(second, page({}))].map(placeOf)).size).toBe(3);
  });

  test('is the same again when links without a row go in circles, whatever the order of their parameters', () => {
    expect(places([{ t: 'a', u: '1' }, { t: 'b' }, { u: '1', t: 'a' }]).size).toBe(3);
  });
});

test('every walk gets ahead or ends: rows before the next page never shrink', () => {
  const parameters = fc.dictionary(
    fc.constantFrom('skip', 'Skip', 'top', 't'),
    fc.oneof(fc.nat(100).map(String), fc.string()),
    { minKeys: 1 },
  );
  const nextLink = fc.oneof(fc.constantFrom(undefined, null), parameters.map(linkTo));
  const facts = fc.record({
    rowCount: fc.nat(20),
    pageSize: fc.integer({ min: 1, max: 20 }),
    totalCount: fc.option(fc.nat(100), { nil: undefined }),
    nextLink,
  });
  let followed = 0;
  fc.assert(
    fc.property(fc.nat(100), facts, (skip, reported) => {
      const next = nextPosition({ ...start, skip }, reported);
      if (next.kind !== 'next') return;
      followed += 1;
      expect(next.position.skip).toBeGreaterThanOrEqual(skip + reported.rowCount);
      expect(Number.isSafeInteger(next.position.skip)).toBe(true);
    }),
  );
  expect(followed).toBeGreaterThan(0);
});
