import { describe, expect, test } from 'vitest';
import { createNextPagePredictor } from '../../src/pages/next-page-predictor.ts';
import type { SkipPosition } from '../../src/pages/skip-position.ts';

const snapshot = '2018-10-14T00:00:00';
const at = (skip: number, more: Partial<SkipPosition> = {}): SkipPosition => ({
  skip,
  link: {},
  emptyPages: 0,
  totalCount: 50,
  maxPageSize: 10,
  remaining: undefined,
  snapshot,
  ...more,
});

describe('the next page', () => {
  test('is not predicted before a page bound to the snapshot has shown that it holds all rows', () => {
    const predictor = createNextPagePredictor(false);
    predictor.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(predictor.predictNext(at(10))).toBeUndefined();
    predictor.learn(at(10), 10, 50);
    expect(predictor.predictNext(at(20))).toMatchObject({ skip: 30, link: {}, totalCount: 50, snapshot });
  });

  test('is predicted at once when the caller chose the snapshot, even for groups, which have no date', () => {
    const predictor = createNextPagePredictor(true);
    predictor.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(predictor.predictNext(at(10, { snapshot: null }))).toMatchObject({ skip: 20 });
  });

  test('starts after a page of the same length, even with a link by skip', () => {
    const predictor = createNextPagePredictor(true);
    predictor.learn(at(0), 7, 50);
    const link = { top: '7', skip: '7' };
    expect(predictor.predictNext(at(7, { link }))).toMatchObject({
      skip: 14,
      link: { top: '7', skip: '14' },
    });
  });

  test.for([
    ['the service sends no total', at(10, { totalCount: undefined })],
    ['there are no more rows', at(40)],
    ['the walk needs no more rows', at(10, { remaining: 10 })],
    ['the link holds more than a row number', at(10, { link: { cursor: 'a', skip: '10' } })],
  ] as const)('is not predicted when %s', ([, position]) => {
    const predictor = createNextPagePredictor(true);
    predictor.learn(at(0), 10, 50);
    expect(predictor.predictNext(position)).toBeUndefined();
  });

  test("is predicted at once when the rows are of several snapshots, which can't be bound", () => {
    const predictor = createNextPagePredictor(false);
    predictor.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(predictor.predictNext(at(10, { snapshot: null }))).toMatchObject({ skip: 20, snapshot: null });
  });

  test('requests fewer rows by the length of the previous page', () => {
    const predictor = createNextPagePredictor(true);
    predictor.learn(at(0), 10, 50);
    expect(predictor.predictNext(at(10, { remaining: 25 }))).toMatchObject({ skip: 20, remaining: 15 });
  });

  test('is not predicted before there are rows with a snapshot', () => {
    const predictor = createNextPagePredictor(false);
    predictor.learn(at(0, { snapshot: undefined, totalCount: undefined }), 10, 50);
    expect(predictor.predictNext(at(10, { snapshot: undefined }))).toBeUndefined();
  });
});

describe('a page', () => {
  test.for([
    ['is streamed without a snapshot', at(10, { snapshot: null }), true],
    ['is streamed where the service sends no total', at(10, { totalCount: undefined }), true],
    ['is not streamed while TotalCount may show that the snapshot lacks rows', at(10), false],
  ] as const)('%s', ([, position, canStream]) => {
    expect(createNextPagePredictor(false).canStream(position)).toBe(canStream);
    expect(createNextPagePredictor(true).canStream(position)).toBe(true);
  });

  test('is not streamed when it may repeat the previous page', () => {
    const position = at(10, { totalCount: undefined, unproven: 'a1' });
    expect(createNextPagePredictor(true).canStream(position)).toBe(false);
  });
});
