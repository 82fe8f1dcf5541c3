import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { requireProcessedDateTime } from '../../src/pages/processed-date-time.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { resultOf, thrownBy } from '../support/thrown-by.ts';

function read(value: unknown): string {
  return requireProcessedDateTime('query.processedDateTime', value);
}

describe('requireProcessedDateTime', () => {
  test.for([
    '2018-10-14',
    '2018-10-14T00:00:00',
    '2018-10-14T23:59:59.1234567',
    '2024-02-29',
    '2000-02-29T00:00:00',
    '0001-01-01T00:00:00',
    '9999-12-31',
  ])('sends %s unchanged, in any time zone', (value) => {
    expect(read(value)).toBe(value);
    expectTypeOf(requireProcessedDateTime).returns.toEqualTypeOf<string>();
  });

  test.for([
    ['2018-10-14T00:00:00Z', '2018-10-14T00:00:00'],
    ['2018-10-14T00:00:00z', '2018-10-14T00:00:00'],
    ['2018-10-14T00:00:00+00:00', '2018-10-14T00:00:00'],
    ['2018-10-14T00:00:00+09:00', '2018-10-13T15:00:00'],
    ['2018-10-14T23:00:00+23:00', '2018-10-14T00:00:00'],
    ['2018-10-14T00:00:00-20:00', '2018-10-14T20:00:00'],
    ['2018-12-31T23:30:00-01:30', '2019-01-01T01:00:00'],
    ['2018-10-14T00:00:00.5Z', '2018-10-14T00:00:00.5'],
    ['2018-10-14T00:00:00.000Z', '2018-10-14T00:00:00'],
    ['2018-10-14T00:00:00.1234567+02:00', '2018-10-13T22:00:00.1234567'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00'],
  ] as const)('converts %s to %s, in UTC, without losing a digit', ([value, wire]) => {
    expect(read(value)).toBe(wire);
  });

  test('converts every Date to an instant in UTC', () => {
    const date = fc.date({
      min: new Date(Date.UTC(1970, 0)),
      max: new Date(Date.UTC(9999, 11)),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(date, (value) => {
        const wire = read(value);
        expect(wire).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?$/);
        expect(new Date(`${wire}Z`).getTime()).toBe(value.getTime());
        expect(read(wire)).toBe(wire);
        expect(new Date(`${read(value.toISOString())}Z`).getTime()).toBe(value.getTime());
      }),
    );
  });

  test('takes exactly the days that there are', () => {
    const parts = fc.record({ year: fc.nat(9_999), month: fc.nat(14), day: fc.nat(33) });
    fc.assert(
      fc.property(parts, ({ year, month, day }) => {
        const digits = (value: number, count: number) => String(value).padStart(count, '0');
        const text = `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
        const date = new Date(0);
        date.setUTCFullYear(year, month - 1, day);
        const isDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
        expect(resultOf(() => read(text)) === text).toBe(isDay);
      }),
    );
  });

  test.for([
    '',
    'latest',
    '2018-1-1',
    '2018-02-31',
    '2023-02-29',
    '1900-02-29',
    '2018-13-01',
    '2018-00-10',
    '2018-10-00',
    '2018-10-14T24:00:00',
    '2018-10-14T00:60:00',
    '2018-10-14T00:00:60',
    '2018-10-14T00:00',
    '2018-10-14 00:00:00',
    '2018-10-14T00:00:00.',
    '2018-10-14T00:00:00.12345678',
    '2018-10-14Z',
    '2018-10-14+02:00',
    '2018-10-14T00:00:00+24:00',
    '2018-10-14T00:00:00+0200',
    '2018-10-14T00:00:00ZZ',
    '2018-02-31T00:00:00Z',
    '0000-01-01T00:00:00+05:00',
    '9999-12-31T23:59:59-05:00',
    '+275760-09-13T00:00:00',
    '14 October 2018',
    '２018-10-14',
    '2018-10-14\n',
    1_539_475_200_000,
    null,
    undefined,
    {},
    new Date(Number.NaN),
    new Date(8.64e15),
    new Date(-8.64e15),
  ])('refuses %s', (value) => {
    const error = thrownBy(() => read(value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'query.processedDateTime',
      message: expect.stringMatching(
        /: expected a date, a date and time in ISO 8601 form, or a valid Date, received .* Example: '2018-10-14T00:00:00'$/s,
      ),
    });
  });
});
