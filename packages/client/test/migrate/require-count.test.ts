import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireCount } from '../../src/migrate/require-count.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('requireCount', () => {
  test.for([
    [0, 0],
    [-0, 0],
    [63, 63],
    ['63', 63],
    ['206.0', 206],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ] as const)('takes %j for %d', ([value, count]) => {
    expect(requireCount(() => 'rows[0].licensesActive', value)).toBe(count);
  });

  test.for([
    -1,
    1.5,
    Number.NaN,
    2 ** 53,
    '',
    ' 1',
    '1.5',
    '-1',
    '1e3',
    'many',
    null,
    undefined,
    [],
    true,
  ] as const)('refuses %j', (value) => {
    const error = thrownBy(() => requireCount(() => 'rows[0].licensesActive', value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument: 'rows[0].licensesActive' });
  });
});
