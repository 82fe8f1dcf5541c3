import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { parseRetryAfter as parseHeaders } from '../../src/call/parse-retry-after.ts';
import { startInMs } from '../support/virtual-clock.ts';

/** Reads one `Retry-After` header, or none. */
function parseRetryAfter(header: string | null, nowInMs: number): number | undefined {
  return parseHeaders({ get: (name) => (name === 'retry-after' ? header : null) }, nowInMs);
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function partsOf(date: Date) {
  const weekday = weekdays[date.getUTCDay()] ?? '';
  const [year = '', , day = ''] = date.toISOString().split(/[-T]/);
  return {
    weekday,
    year,
    month: months[date.getUTCMonth()] ?? '',
    day,
    time: date.toISOString().slice(11, 19),
  };
}

/** The three ways to write a date in HTTP. */
const forms = {
  'IMF-fixdate': (date: Date) => {
    const { weekday, day, month, year, time } = partsOf(date);
    return `${weekday.slice(0, 3)}, ${day} ${month} ${year} ${time} GMT`;
  },
  'RFC 850': (date: Date) => {
    const { weekday, day, month, year, time } = partsOf(date);
    return `${weekday}, ${day}-${month}-${year.slice(2)} ${time} GMT`;
  },
  asctime: (date: Date) => {
    const { weekday, month, time, year } = partsOf(date);
    return `${weekday.slice(0, 3)} ${month} ${String(date.getUTCDate()).padStart(2)} ${time} ${year}`;
  },
};

/** Whole seconds within the 50 years in which two digits of a year are not ambiguous. */
const seconds = (min: number, max: number) => fc.integer({ min, max });
const fiftyYearsInS = 49 * 365 * 86_400;

describe('seconds', () => {
  test.each([
    ['0', 0],
    ['57', 57_000],
    ['007', 7_000],
    [' 57 ', 57_000],
    ['1.5', 1_500],
    ['0.0001', 1],
    ['86400', 86_400_000],
  ])('%j is %i ms', (header, delayInMs) => {
    expect(parseRetryAfter(header, startInMs)).toBe(delayInMs);
  });

  test('any number of milliseconds written as decimal seconds comes back, and never less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (delayInMs) => {
        const header = `${Math.floor(delayInMs / 1000)}.${String(delayInMs % 1000).padStart(3, '0')}`;
        const parsed = parseRetryAfter(header, startInMs) ?? -1;
        expect(parsed).toBeGreaterThanOrEqual(delayInMs);
        expect(parsed).toBeLessThanOrEqual(delayInMs + 1);
      }),
    );
  });

  test('more seconds than a clock can count are a wait without end, not garbage', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[1-9]\d{15,400}$/), (header) => {
        expect(parseRetryAfter(header, startInMs)).toBe(Number.MAX_SAFE_INTEGER);
      }),
    );
  });
});

describe.each(Object.entries(forms))('a date as %s', (_, write) => {
  test('in the future is the time until then', () => {
    fc.assert(
      fc.property(seconds(0, fiftyYearsInS), fc.integer({ min: 0, max: 999 }), (ahead, milliseconds) => {
        const now = startInMs - milliseconds;
        const header = write(new Date(startInMs + ahead * 1000));
        expect(parseRetryAfter(header, now)).toBe(ahead * 1000 + milliseconds);
      }),
    );
  });

  test('in the past is now', () => {
    fc.assert(
      fc.property(seconds(1, fiftyYearsInS), (ago) => {
        expect(parseRetryAfter(write(new Date(startInMs - ago * 1000)), startInMs)).toBe(0);
      }),
    );
  });

  test('with a day that its month does not have is garbage', () => {
    for (const [day, month] of [
      ['31', 'Feb'],
      ['30', 'Feb'],
      ['29', 'Feb'],
      ['31', 'Apr'],
      ['31', 'Nov'],
      ['00', 'Dec'],
    ]) {
      // 2027 is no leap year.
      const header = write(new Date(Date.UTC(2027, 11, 12)))
        .replace('12', `${day}`)
        .replace('Dec', `${month}`);
      expect([header, parseRetryAfter(header, startInMs)]).toEqual([header, undefined]);
    }
  });

  test.each(['24:00:00', '12:60:00', '12:00:61', '1:00:00', '12:00', '-1:00:00'])(
    'with the time %s is garbage',
    (time) => {
      const header = write(new Date(Date.UTC(2027, 11, 12))).replace('00:00:00', time);
      expect([header, parseRetryAfter(header, startInMs)]).toEqual([header, undefined]);
    },
  );
});

describe('dates at the edges', () => {
  test.each([
    ['29 February of a leap year', 'Tue, 29 Feb 2028 00:00:00 GMT', Date.UTC(2028, 1, 29)],
    ['a leap second', 'Thu, 31 Dec 2026 23:59:60 GMT', Date.UTC(2027, 0, 1)],
    ['the last minute of a day', 'Thu, 31 Dec 2026 23:59:59 GMT', Date.UTC(2026, 11, 31, 23, 59, 59)],
    ['a two-digit year 50 years ahead', 'Friday, 20-Nov-76 12:00:00 GMT', Date.UTC(2076, 10, 20, 12)],
    ['a day without a leading zero', 'Sun Dec  6 08:49:37 2026', Date.UTC(2026, 11, 6, 8, 49, 37)],
    ['a day of the first century', 'Sun, 01 Jan 0050 00:00:00 GMT', startInMs],
  ])('%s', (_, header, until) => {
    expect(parseRetryAfter(header, startInMs)).toBe(until - startInMs);
  });

  test('a two-digit year more than 50 years ahead is one of the last century', () => {
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', startInMs)).toBe(0);
    expect(parseRetryAfter('Friday, 20-Nov-77 12:00:00 GMT', startInMs)).toBe(0);
  });
});

describe('garbage', () => {
  test.each([
    [null],
    [''],
    ['   '],
    ['-1'],
    ['+1'],
    ['1e3'],
    ['0x10'],
    ['1,5'],
    ['.5'],
    ['5.'],
    ['1.2.3'],
    ['NaN'],
    ['Infinity'],
    ['57 seconds'],
    ['57, 60'],
    ['tomorrow'],
    ['2026-11-20T12:00:57Z'],
    ['Sun, 31 Feb 2027 00:00:00 GMT'],
    ['Sun, 06 Nov 2027 08:49:37'],
    ['Sun, 06 Nov 2027 08:49:37 UTC'],
    ['Sun, 06 Nov 2027 08:49:37 +0000'],
    ['Sun, 6 Nov 2027 08:49:37 GMT'],
    ['Sonntag, 06-Nov-27 08:49:37 GMT'],
    ['Sun, 06 Nov 27 08:49:37 GMT'],
    ['Sun, 06 Okt 2027 08:49:37 GMT'],
    ['x Sun, 06 Nov 2027 08:49:37 GMT'],
    ['Sun, 06 Nov 2027 08:49:37 GMT x'],
  ])('%j says nothing', (header) => {
    expect(parseRetryAfter(header, startInMs)).toBeUndefined();
  });

  test('no text whatever makes a wait that is negative, broken or not a number', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.\-+eE:, A-Za-z]*$/)), (header) => {
        const delayInMs = parseRetryAfter(header, startInMs) ?? 0;
        expect(Number.isSafeInteger(delayInMs) && delayInMs >= 0).toBe(true);
      }),
    );
  });

  test('the type says that there may be no wait', () => {
    expectTypeOf(parseHeaders).returns.toEqualTypeOf<number | undefined>();
  });
});
