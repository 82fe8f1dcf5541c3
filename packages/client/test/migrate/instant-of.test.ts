import { describe, expect, test } from 'vitest';
import { instantOf } from '../../src/migrate/instant-of.ts';
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
