import { describe, expect, test } from 'vitest';

import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireCount, requireRows } from '../../src/migrate/require-rows.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { usageRow } from './usage-row.ts';

const requirement = { text: ['channel'], example: `listLicensesUsage({ groupBy: ['channel'] })` } as const;

/** Rows as they come from a file: nothing is known of them. */
function fromJson(json: string): Iterable<{ channel: string | null }> {
  return JSON.parse(json);
}

describe('requireRows', () => {
  test('passes on the very rows of any iterable, one by one', () => {
    const rows = [usageRow(), usageRow({ channel: null })];
    expect([...requireRows(rows, requirement)]).toStrictEqual(rows);
    expect([...requireRows(new Set(rows), requirement)][1]).toBe(rows[1]);

    let taken = 0;
    function* endless(): Generator<ReturnType<typeof usageRow>> {
      for (;;) {
        taken += 1;
        yield usageRow();
      }
    }
    expect(requireRows(endless(), requirement).next()).toStrictEqual({ done: false, value: usageRow() });
    expect(taken).toBe(1);
  });

  test.for([
    ['[{"licensesActive":1,"licensesQualified":1}]', 'rows[0].channel', 'received undefined'],
    [
      '[{"channel":null,"licensesActive":1,"licensesQualified":1},{"channel":5}]',
      'rows[1].channel',
      'received 5',
    ],
    [
      '[{"channel":"","licensesActive":"63","licensesQualified":1}]',
      'rows[0].licensesActive',
      'received "63"',
    ],
    ['[{"channel":"","licensesActive":-1,"licensesQualified":1}]', 'rows[0].licensesActive', 'received -1'],
    [
      '[{"channel":"","licensesActive":1,"licensesQualified":1.5}]',
      'rows[0].licensesQualified',
      'received 1.5',
    ],
    ['[{"channel":"","licensesActive":1}]', 'rows[0].licensesQualified', 'received undefined'],
    ['[null]', 'rows[0]', 'received null'],
    ['[["a"]]', 'rows[0]', 'received an array of 1'],
    ['{"items":[]}', 'rows', 'received an object'],
    ['null', 'rows', 'received null'],
    ['"rows"', 'rows', 'received "rows"'],
  ] as const)('refuses %s at %s', ([json, argument, received]) => {
    const error = thrownBy(() => [...requireRows(fromJson(json), requirement)]);
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument, message: expect.stringContaining(received) });
    expect(error).toHaveProperty('message', expect.stringContaining(requirement.example));
  });
});

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
