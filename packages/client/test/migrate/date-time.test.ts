import { describe, expect, test } from 'vitest';

import { readDateTime } from '../../src/decode/decoder.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { instantOf, latestDateTime } from '../../src/migrate/date-time.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('instantOf', () => {
  test.for([
    ['2017-03-09', 1_489_017_600_000],
    ['2017-03-09T00:00', 1_489_017_600_000],
    ['2017-03-09T00:00:00', 1_489_017_600_000],
    ['2017-03-09T00:00:00Z', 1_489_017_600_000],
    ['2017-03-09T00:00:00+00:00', 1_489_017_600_000],
    ['2017-03-09T09:00:00+09:00', 1_489_017_600_000],
    ['2017-03-09T00:00:00.36', 1_489_017_600_360],
    ['0001-01-01T00:00:00', -62_135_596_800_000],
  ] as const)('reads %s as %d, in UTC where it has no offset', ([text, instant]) => {
    expect(instantOf(text)).toBe(instant);
  });

  test.for(['2018-10-14', '2018-10-14T09:30', '2018-10-14T00:00:00.36', '2017-03-14T03:25:16-07:00'])(
    'reads %s as the same instant in a raw row and in one that the client delivers',
    (text) => {
      expect(instantOf(readDateTime(text, createDecodeContext()) ?? '')).toBe(instantOf(text));
    },
  );

  test.for(['soon', '2018-13-14', '2017-03-14t03:25:16z', '2018-10-14T00:00:00+0000'])(
    'refuses %s, as the client does',
    (text) => {
      expect(thrownBy(() => instantOf(text))).toMatchObject({ name: 'ConfigurationError' });
      expect(thrownBy(() => readDateTime(text, createDecodeContext()))).toMatchObject({
        name: 'ResponseFormatError',
      });
    },
  );

  test('says what it expects, with an example', () => {
    expect(String(thrownBy(() => instantOf('soon')))).toBe(
      'ConfigurationError: processedDateTime: expected a date and time in ISO 8601 form, received "soon". ' +
        "Nothing was sent. Example: '2018-10-14T00:00:00Z'",
    );
  });

  test.for(['', 'now', '2017', '2017-13-01', '2017-03-09 00:00', '2017-03-09T00:00:00+0100'])(
    'refuses %j',
    (text) => {
      expect(thrownBy(() => instantOf(text))).toMatchObject({
        name: 'ConfigurationError',
        argument: 'processedDateTime',
      });
    },
  );
});

describe('latestDateTime', () => {
  test.for([
    ['2017-03-09T00:00:00Z', '2017-03-10T00:00:00Z'],
    ['2017-03-09T00:00:00+00:00', '2017-03-09T00:00:01Z'],
    ['2017-03-09T23:30:00+02:00', '2017-03-09T22:00:00Z'],
    ['2017-03-09T00:00:00', '2017-03-09T00:00:00.21Z'],
    ['2017-03-08T16:00:00Z', '2017-03-09T00:00:00'],
    ['0001-01-01T00:00:00', '2017-03-09'],
  ] as const)('finds that %s is before %s, in either order', ([earlier, later]) => {
    expect(latestDateTime(earlier, later)).toBe(later);
    expect(latestDateTime(later, earlier)).toBe(later);
  });

  test('keeps the first of two spellings of one instant', () => {
    expect(latestDateTime('2017-03-09T00:00:00Z', '2017-03-09T00:00:00+00:00')).toBe('2017-03-09T00:00:00Z');
  });

  test('prefers a date that is known, and is null when none is', () => {
    expect(latestDateTime(null, '2017-03-09T00:00:00Z')).toBe('2017-03-09T00:00:00Z');
    expect(latestDateTime('2017-03-09T00:00:00Z', null)).toBe('2017-03-09T00:00:00Z');
    expect(latestDateTime(null, null)).toBeNull();
  });

  test.for(['yesterday', '', '09/03/2017', '2017-13-09T00:00:00Z', '2017'])(
    'refuses to guess what %j means',
    (dateTime) => {
      const error = thrownBy(() => latestDateTime('2017-03-09T00:00:00Z', dateTime));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({ argument: 'processedDateTime' });
    },
  );
});
