import { describe, expect, expectTypeOf, test } from 'vitest';
import { isSeekPosition, type SeekPosition } from '../../src/pages/seek-position.ts';

describe('isSeekPosition', () => {
  test.for([
    { link: {} },
    { size: 1, seekToken: 'abc', link: { offset: '2' } },
    { size: undefined, seekToken: undefined, link: {} },
  ])('accepts %j', (value) => {
    expect(isSeekPosition(value)).toBe(true);
    expectTypeOf(isSeekPosition).guards.toEqualTypeOf<SeekPosition>();
  });

  test.for([
    null,
    5,
    [],
    {},
    { link: null },
    { link: [] },
    { link: { offset: 2 } },
    { size: 1.5, link: {} },
    { size: 0, link: {} },
    { size: -1, link: {} },
    { size: '1', link: {} },
    { seekToken: 5, link: {} },
    { seekToken: 'a\nb', link: {} },
  ])('refuses %j', (value) => {
    expect(isSeekPosition(value)).toBe(false);
  });
});
