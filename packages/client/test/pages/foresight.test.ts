import { describe, expect, test } from 'vitest';
import { createForesight } from '../../src/pages/foresight.ts';
import type { UsagePosition } from '../../src/pages/usage-position.ts';

const snapshot = '2018-10-14T00:00:00';
const at = (skip: number, more: Partial<UsagePosition> = {}): UsagePosition => ({
  skip,
  link: {},
  emptyPages: 0,
  totalCount: 50,
  top: 10,
  snapshot,
  ...more,
});

describe('the place of the next page', () => {
  test('is not told before a page bound to the snapshot has shown that it holds all rows', () => {
    const foresight = createForesight(false);
    foresight.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(foresight.foresee(at(10))).toBeUndefined();
    foresight.learn(at(10), 10, 50);
    expect(foresight.foresee(at(20))).toMatchObject({ skip: 30, link: {}, totalCount: 50, snapshot });
  });

  test('is told at once where the caller chose the snapshot, also of groups, which have no date', () => {
    const foresight = createForesight(true);
    foresight.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(foresight.foresee(at(10, { snapshot: null }))).toMatchObject({ skip: 20 });
  });

  test('is as far on as the last page was long, and in a link by skip', () => {
    const foresight = createForesight(true);
    foresight.learn(at(0), 7, 50);
    const link = { top: '7', skip: '7' };
    expect(foresight.foresee(at(7, { link }))).toMatchObject({ skip: 14, link: { top: '7', skip: '14' } });
  });

  test.for([
    ['the rows are not counted', at(10, { totalCount: undefined })],
    ['there are no more rows', at(40)],
    ['the link holds more than a place', at(10, { link: { cursor: 'a', skip: '10' } })],
  ] as const)('is not told where %s', ([, position]) => {
    const foresight = createForesight(true);
    foresight.learn(at(0), 10, 50);
    expect(foresight.foresee(position)).toBeUndefined();
  });

  test('is told at once where the rows are of several snapshots, which no walk can be bound to', () => {
    const foresight = createForesight(false);
    foresight.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(foresight.foresee(at(10, { snapshot: null }))).toMatchObject({ skip: 20, snapshot: null });
  });

  test('is not told before there are rows, and with them a snapshot', () => {
    const foresight = createForesight(false);
    foresight.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(foresight.foresee(at(10, { snapshot: undefined }))).toBeUndefined();
  });
});

describe('a page', () => {
  test.for([
    ['is settled without a snapshot', at(10, { snapshot: null }), true],
    ['is settled where rows are not counted', at(10, { totalCount: undefined }), true],
    ['is not settled where TotalCount may show that the snapshot lacks rows', at(10), false],
  ] as const)('%s', ([, position, isSettled]) => {
    expect(createForesight(false).isSettled(position)).toBe(isSettled);
    expect(createForesight(true).isSettled(position)).toBe(true);
  });
});
