import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { calendarDate } from '../../src/input/calendar-date.ts';

describe('calendarDate', () => {
  test('is the beginning of any day that there is', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: true }), (date) => {
        const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
        const midnight = new Date(date);
        midnight.setUTCHours(0, 0, 0, 0);
        expect(calendarDate(year, month, day)).toEqual(midnight);
      }),
    );
    expectTypeOf(calendarDate).returns.toEqualTypeOf<Date | undefined>();
  });

  test('takes a year below 100 for what it is', () => {
    expect(calendarDate(1, 0, 1)?.toISOString()).toBe('0001-01-01T00:00:00.000Z');
  });

  test.each([
    [2026, 1, 29],
    [2100, 1, 29],
    [2026, 3, 31],
    [2026, 0, 0],
    [2026, 0, 32],
    [2026, 12, 1],
    [2026, -1, 1],
    [2026, 0, Number.NaN],
  ])('knows no day %i-%i-%i, months counted from 0', (year, monthIndex, day) => {
    expect(calendarDate(year, monthIndex, day)).toBeUndefined();
  });
});
