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

  test('decimal seconds of any number of milliseconds are read exactly, and never as less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (delayInMs) => {
        const header = `${Math.floor(delayInMs / 1000)}.${String(delayInMs % 1000).padStart(3, '0')}`;
        const parsed = parseRetryAfter(header, startInMs) ?? -1;
        expect(parsed).toBeGreaterThanOrEqual(delayInMs);
        expect(parsed).toBeLessThanOrEqual(delayInMs + 1);
      }),
    );
  });

  test('more seconds than a clock can count are an endless wait', () => {
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
      fc.property(seconds(1, fiftyYearsInS), fc.integer({ min: 0, max: 999 }), (ahead, milliseconds) => {
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

  test('with a day beyond its month is a day of the next month', () => {
    const header = write(new Date(Date.UTC(2027, 1, 12))).replace('12', '31');
    expect(parseRetryAfter(header, startInMs)).toBe(Date.UTC(2027, 2, 3) - startInMs);
  });

  test.each(['24:00:00', '12:60:00', '12:00:61', '-1:00:00'])(
    'with the time %s is a cautious wait',
    (time) => {
      const header = write(new Date(Date.UTC(2027, 11, 12))).replace('00:00:00', time);
      expect([header, parseRetryAfter(header, startInMs)]).toEqual([header, 30_000]);
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
  ])('%s', (_, header, until) => {
    expect(parseRetryAfter(header, startInMs)).toBe(until - startInMs);
  });

  test('a two-digit year more than 50 years ahead is one of the last century', () => {
    expect(parseRetryAfter('Sunday, 06-Nov-94 08:49:37 GMT', startInMs)).toBe(0);
    expect(parseRetryAfter('Friday, 20-Nov-77 12:00:00 GMT', startInMs)).toBe(0);
  });
});

describe('forms that are not in the standard', () => {
  const until = (
    year: number,
    monthIndex: number,
    day: number,
    hour: number,
    minute: number,
    second: number,
  ) => Date.UTC(year, monthIndex, day, hour, minute, second) - startInMs;
  const later = until(2027, 10, 6, 8, 49, 37);
  test.each([
    ['+1', 1_000],
    ['"2"', 2_000],
    ["'2'", 2_000],
    ['5.', 5_000],
    ['.5', 500],
    ['1e3', 1_000_000],
    ['2s', 2_000],
    ['2 seconds', 2_000],
    ['57 sec', 57_000],
    ['2500ms', 2_500],
    ['2 minutes', 120_000],
    ['1h', 3_600_000],
    ['2m30s', 150_000],
    ['1 day', 86_400_000],
    ['P1DT1H', 90_000_000],
    ['2 hrs', 7_200_000],
    ['120 000 ms', 30_000],
    ['2 min 30', 120_000],
    ['PT30S', 30_000],
    ['Try again in 120 seconds.', 120_000],
    ['Sonntag, 06-Nov-27 08:49:37 GMT', later],
    ['2, 2', 2_000],
    ['57, 60', 60_000],
    ['60, 57', 60_000],
    ['1,5', 5_000],
    ['2, Sat, 06 Nov 2027 08:49:37 GMT', later],
    [String(startInMs / 1_000 + 2), 2_000],
    ['2027-11-06T08:49:37Z', later],
    ['2027-11-06T08:49:37.500Z', later + 500],
    ['2027-11-06T08:49:37', later],
    ['2027-11-06 08:49:37 UTC', later],
    ['2027-11-06T10:49:37+02:00', later],
    ['2027-11-06', until(2027, 10, 6, 0, 0, 0)],
    ['Sat, 06 Nov 2027 08:49:37', later],
    ['Sat, 06 Nov 2027 08:49:37 UTC', later],
    ['Sat, 06 Nov 2027 08:49:37 +0000', later],
    ['Sat, 06 Nov 2027 08:49:37 GMT+0000', later],
    ['Sat, 06 Nov 2027 03:49:37 -0500', later],
    ['Sat, 6 Nov 2027 08:49:37 GMT', later],
    ['sat, 06 nov 2027 08:49:37 gmt', later],
    ['SATURDAY, 06-NOV-27 08:49:37 GMT', later],
    ['06 November 2027 8:49:37 GMT', later],
    ['Sat, 06 Nov 27 08:49:37 GMT', later],
    ['Sat, 06 Nov 2027 08:49 GMT', later - 37_000],
  ])('%j is %i ms', (header, delayInMs) => {
    expect(parseRetryAfter(header, startInMs)).toBe(delayInMs);
  });

  test.each([
    ['-1'],
    ['0x10'],
    ['1.2.3'],
    ['NaN'],
    ['Infinity'],
    ['tomorrow'],
    ['Sat, 06 Okt 2027 08:49:37 GMT'],
    ['Sat, 06 Nov 2027 08:49:37 PST'],
    ['x Sat, 06 Nov 2027 08:49:37 GMT'],
  ])("%j can't be parsed, and gives a cautious wait", (header) => {
    expect(parseRetryAfter(header, startInMs)).toBe(30_000);
  });

  test('text that is too long for a wait is not searched for one, and gives a cautious wait', () => {
    expect(parseRetryAfter(`${'1'.repeat(1_000_000)}x`, startInMs)).toBe(30_000);
    expect(parseRetryAfter(`${'1,'.repeat(500_000)}x`, startInMs)).toBe(30_000);
  });

  test.each([[null], [''], ['   '], [',']])('%j asks for nothing', (header) => {
    expect(parseRetryAfter(header, startInMs)).toBeUndefined();
  });
});

describe('the headers of an answer', () => {
  const read = (headers: Readonly<Record<string, string>>) => parseHeaders(new Headers(headers), startInMs);
  const httpDate = (time: number) => new Date(time).toUTCString();

  test('a date counts from the date of the answer, whose clock may be another', () => {
    for (const skewInMs of [-300_000, 120_000]) {
      const date = httpDate(startInMs + skewInMs);
      expect(read({ date, 'retry-after': httpDate(startInMs + skewInMs + 2_000) })).toBe(2_000);
      expect(read({ date, 'retry-after': '2' })).toBe(2_000);
    }
    expect(read({ date: 'soon', 'retry-after': httpDate(startInMs + 2_000) })).toBe(2_000);
  });

  test('Retry-After sent twice counts as the longer one', () => {
    const headers = new Headers({ 'retry-after': '2' });
    headers.append('retry-after', '3');
    expect(parseHeaders(headers, startInMs)).toBe(3_000);
  });

  test("milliseconds in the headers of Azure's gateways are read, and the longest wait counts", () => {
    expect(read({ 'retry-after-ms': '1500' })).toBe(1_500);
    expect(read({ 'x-ms-retry-after-ms': '2500' })).toBe(2_500);
    expect(read({ 'retry-after-ms': '1500', 'retry-after': '1' })).toBe(1_500);
    expect(read({ 'retry-after-ms': '1500', 'retry-after': '2' })).toBe(2_000);
  });
});

describe('any text', () => {
  test('no text gives a wait that is negative, fractional or not a number', () => {
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
