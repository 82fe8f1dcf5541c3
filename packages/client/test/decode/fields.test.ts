import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  listOf,
  orNull,
  readBoolean,
  readCount,
  readDateTime,
  readInteger,
  readNumber,
  readText,
} from '../../src/decode/decoder.ts';
import { readRequiredText } from '../../src/decode/row.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { anyText } from '../support/any-text.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

const notText: unknown[] = [0, 1.5, true, false, [], ['a'], {}, { toString: 'x' }];

describe('readText', () => {
  test('returns any text unchanged, even lone surrogates, HTML entities and leading spaces', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(readText(text, createDecodeContext())).toBe(text);
      }),
    );
    expect(readText('\ud800', createDecodeContext())).toBe('\ud800');
    expect(readText(' &#39;', createDecodeContext())).toBe(' &#39;');
    expectTypeOf(readText).returns.toEqualTypeOf<string | null>();
  });

  test.for([undefined, null])('reads %j as null', (value) => {
    expect(readText(value, createDecodeContext())).toBeNull();
  });

  test.for(notText)('refuses %j', (value) => {
    expect(() => readText(value, createDecodeContext())).toThrow(ResponseFormatError);
  });
});

describe('readCount', () => {
  test.for([
    ['0', 0],
    ['206.0', 206],
    ['474.000', 474],
    ['"474.000"', 474],
    ['"63"', 63],
    ['"206.0"', 206],
    ['1e3', 1_000],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['"9007199254740991"', Number.MAX_SAFE_INTEGER],
  ] as const)('reads %s on the wire as %d', ([wire, count]) => {
    expect(readCount(JSON.parse(wire), createDecodeContext())).toBe(count);
    expectTypeOf(readCount).returns.toEqualTypeOf<number>();
  });

  test('reads -0 as 0, so that no percentage made of it is shown as -0', () => {
    expect(readCount(JSON.parse('-0'), createDecodeContext())).toBe(0);
  });

  test.for([
    'null',
    'true',
    '[]',
    '[63]',
    '{}',
    '""',
    '" 63"',
    '"+63"',
    '"6.5"',
    '"63."',
    '"6e1"',
    '"0x10"',
    '"abc"',
    '"٦٣"',
    '"-1"',
    '-1',
    '1.5',
    '1e400',
    '-1e400',
    '9007199254740993',
    '"9007199254740993"',
    `"${'9'.repeat(400)}"`,
  ])('refuses %s', (wire) => {
    expect(() => readCount(JSON.parse(wire), createDecodeContext())).toThrow(ResponseFormatError);
  });

  test('refuses an absent count rather than reading it as 0', () => {
    expect(() => readCount(undefined, createDecodeContext())).toThrow(/a count .* received nothing/);
  });

  test('reads every count alike as a number, as text and as text with a zero fraction', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), (count) => {
        for (const wire of [count, `${count}`, `${count}.0`])
          expect(readCount(wire, createDecodeContext())).toBe(count);
      }),
    );
  });
});

describe('readNumber', () => {
  test.for([
    ['0.0', 0],
    ['26.16', 26.16],
    ['2616', 2616],
    ['-0.5', -0.5],
    ['"3.14"', 3.14],
    ['"1e2"', 100],
    ['"2.5E-1"', 0.25],
  ] as const)('reads %s on the wire as %d, without clamping', ([wire, percent]) => {
    expect(readNumber(JSON.parse(wire), createDecodeContext())).toBe(percent);
    expectTypeOf(readNumber).returns.toEqualTypeOf<number | null>();
  });

  test.for([undefined, null])('reads %j as null, not as 0', (value) => {
    expect(readNumber(value, createDecodeContext())).toBeNull();
  });

  test.for(['""', '"NaN"', '"Infinity"', '"12 %"', '"1,5"', '".5"', '1e400', '"1e400"', 'true', '[1]', '{}'])(
    'refuses %s',
    (wire) => {
      const error = thrownBy(() => readNumber(JSON.parse(wire), createDecodeContext()));
      expect(error).toBeInstanceOf(ResponseFormatError);
      expect(error).toMatchObject({ expected: 'a finite number or null' });
    },
  );

  test('reads every finite number alike as a number and as text', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (percent) => {
        expect(readNumber(percent, createDecodeContext())).toBe(percent);
        expect(readNumber(JSON.stringify(percent), createDecodeContext())).toBe(percent + 0);
      }),
    );
  });
});

describe('readDateTime', () => {
  test('runs these tests far from UTC', () => {
    expect(new Date(2018, 9, 14).getTimezoneOffset()).toBe(-540);
  });

  test.for([
    ['2018-10-14T00:00:00', '2018-10-14T00:00:00.000Z'],
    ['2018-10-14T00:00:00.36', '2018-10-14T00:00:00.360Z'],
    ['2018-10-14T00:00:00.1234567', '2018-10-14T00:00:00.123Z'],
    ['2018-10-14T09:30', '2018-10-14T09:30:00.000Z'],
    ['0001-01-01T00:00:00', '0001-01-01T00:00:00.000Z'],
  ] as const)('reads %s, which has no offset, as UTC', ([wire, instant]) => {
    const read = readDateTime(wire, createDecodeContext());
    expect(read).toBe(`${wire}Z`);
    expect(new Date(String(read)).toISOString()).toBe(instant);
  });

  test.for([
    '2017-03-09T00:00:00+00:00',
    '2017-10-08T00:00:00Z',
    '2017-03-14T03:25:16.36+00:00',
    '2017-03-14T03:25:16-07:00',
  ])('keeps %j as it is', (wire) => {
    expect(readDateTime(wire, createDecodeContext())).toBe(wire);
    expectTypeOf(readDateTime).returns.toEqualTypeOf<string | null>();
  });

  test('reads a day as its first moment in UTC', () => {
    expect(readDateTime('2018-10-14', createDecodeContext())).toBe('2018-10-14T00:00:00Z');
  });

  test.for([
    '',
    'soon',
    'since 2018-10-14T00:00:00',
    '12018-10-14T00:00',
    '2018-13-14',
    '2018-10-14T24:30:00',
    '2018-10-14 00:00:00',
    '10/14/2018',
    '/Date(1539475200000)/',
    '2018-10-14T00:00:00+0000',
    '2017-03-14t03:25:16z',
  ])('refuses %j, which is no date in ISO 8601 form, and does not show it', (wire) => {
    expect(thrownBy(() => readDateTime(wire, createDecodeContext()))).toMatchObject({
      expected: 'an ISO 8601 date or null',
      received: wire === '' ? 'an empty string' : `a string of length ${wire.length}`,
    });
  });

  test.for([undefined, null])('reads %j as null', (value) => {
    expect(readDateTime(value, createDecodeContext())).toBeNull();
  });

  test.for([0, 1_539_475_200_000, {}, []])('refuses %j', (value) => {
    expect(() => readDateTime(value, createDecodeContext())).toThrow(ResponseFormatError);
  });
});

describe('readInteger', () => {
  test.for([
    ['-3', -3],
    ['"12"', 12],
    ['4.0', 4],
    ['null', null],
  ] as const)('reads %s on the wire as %j', ([wire, number]) => {
    expect(readInteger(JSON.parse(wire), createDecodeContext())).toBe(number);
  });

  test.for([1.5, '1.5', 2 ** 53, true])('refuses %j', (value) => {
    expect(thrownBy(() => readInteger(value, createDecodeContext()))).toBeInstanceOf(ResponseFormatError);
  });
});

describe('readBoolean', () => {
  test.for([
    [true, true],
    [false, false],
    [null, null],
    [undefined, null],
  ] as const)('reads %j as %j', ([wire, value]) => {
    expect(readBoolean(wire, createDecodeContext())).toBe(value);
  });

  test.for([0, 1, 'true', '', {}])('refuses %j', (value) => {
    expect(thrownBy(() => readBoolean(value, createDecodeContext()))).toMatchObject({
      expected: 'true, false or null',
    });
  });
});

describe('readRequiredText', () => {
  test('reads text', () => {
    expect(readRequiredText('a', createDecodeContext())).toBe('a');
  });

  test.for([undefined, null, '', 5])('refuses %j', (value) => {
    expect(thrownBy(() => readRequiredText(value, createDecodeContext()))).toMatchObject({
      expected: 'a string that is not empty',
    });
  });
});

describe('listOf', () => {
  const readTexts = orNull(listOf(readText));

  test('reads each item, and null if there is no list', () => {
    expect(readTexts(['a', null], createDecodeContext())).toEqual(['a', null]);
    expect(readTexts(undefined, createDecodeContext())).toBeNull();
    expectTypeOf(readTexts).returns.toEqualTypeOf<(string | null)[] | null>();
  });

  test.for([
    ['a', ''],
    [['a', 5], '/1'],
  ] as const)('refuses %j at the place that is wrong', ([value, pointer]) => {
    expect(thrownBy(() => readTexts(value, createDecodeContext()))).toMatchObject({ pointer });
  });
});
