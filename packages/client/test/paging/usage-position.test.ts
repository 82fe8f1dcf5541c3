import { describe, expect, expectTypeOf, test } from 'vitest';
import { isUsagePosition, snapshotOf, startAt, type UsagePosition } from '../../src/paging/usage-position.ts';

const dated = (processedDateTime: unknown) => ({ processedDateTime });

describe('the snapshot of a page', () => {
  test.for([
    ['nothing without rows', [], undefined],
    ['the date of all rows, without its offset', [dated('2018-10-14T00:00:00Z')], '2018-10-14T00:00:00'],
    [
      'one date, however many rows have it',
      [dated('2018-10-14T00:00:00Z'), dated('2018-10-14T00:00:00Z')],
      '2018-10-14T00:00:00',
    ],
    ['none when two rows differ', [dated('2018-10-14T00:00:00Z'), dated('2018-10-15T00:00:00Z')], null],
    ['none when a row has no date', [dated('2018-10-14T00:00:00Z'), dated(null)], null],
    ['none when no row has a date', [dated(null), dated(null)], null],
    ['none when rows are grouped', [{}, {}], null],
    ['none when the date is no date', [dated('yesterday')], null],
    ['none when the date is no text', [dated(5)], null],
    ['the year-1 sentinel like any other', [dated('0001-01-01T00:00:00Z')], '0001-01-01T00:00:00'],
  ] as const)('is %s', ([, rows, snapshot]) => {
    expect(snapshotOf(rows)).toBe(snapshot);
    expectTypeOf(snapshotOf).returns.toEqualTypeOf<string | null | undefined>();
  });
});

describe('a position', () => {
  const position: UsagePosition = { ...startAt(20, 10), link: { cursor: 'a' }, totalCount: 40 };

  test('at the start has nothing before it', () => {
    expect(startAt(5, undefined)).toEqual({
      skip: 5,
      top: undefined,
      link: {},
      emptyPages: 0,
      totalCount: undefined,
      snapshot: undefined,
    });
  });

  test.for([
    position,
    startAt(0, undefined),
    { ...position, snapshot: null },
    { ...position, snapshot: '2018-10-14T00:00:00' },
    JSON.parse(JSON.stringify(startAt(0, undefined))),
  ])('is known again when unpacked: %j', (value) => {
    expect(isUsagePosition(value)).toBe(true);
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
    { ...position, top: 'all' },
    { ...position, top: null },
    { ...position, totalCount: '40' },
    { ...position, totalCount: null },
    { ...position, snapshot: 5 },
    { ...position, snapshot: {} },
    { ...position, link: undefined },
    { ...position, link: 'cursor=a' },
    { ...position, link: { cursor: 5 } },
    { ...position, link: { cursor: 'a', window: null } },
  ])('is not taken for one when it is %j', (value) => {
    expect(isUsagePosition(value)).toBe(false);
  });
});
