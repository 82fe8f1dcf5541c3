import { describe, expect, expectTypeOf, test } from 'vitest';
import { SnapshotTally } from '../../src/pages/snapshot.ts';

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
    const tally = new SnapshotTally();
    tally.add(rows);
    expect(tally.snapshot).toBe(snapshot);
    expectTypeOf(tally.snapshot).toEqualTypeOf<string | null | undefined>();
  });
});
