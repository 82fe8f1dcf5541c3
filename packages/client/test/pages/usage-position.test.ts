import { describe, expect, test } from 'vitest';
import { isUsagePosition, startAt, type UsagePosition } from '../../src/pages/usage-position.ts';

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
