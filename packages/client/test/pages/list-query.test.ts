import { describe, expect, test, expectTypeOf } from 'vitest';
import { requireGroupBy } from '../../src/pages/list-query.ts';
import fc from 'fast-check';
import {
  licensesDeploymentFields,
  licensesUsageFields,
  type LicensesUsageField,
} from '../../src/generated/models.ts';

const field = fc.constantFrom(...licensesUsageFields);

describe('requireGroupBy', () => {
  test('accepts every list of different fields, in the order given', () => {
    fc.assert(
      fc.property(fc.uniqueArray(field, { minLength: 1 }), (fields) => {
        expect(requireGroupBy('query.groupBy', fields, licensesUsageFields)).toEqual(fields);
      }),
    );
  });

  test('keeps the type of a list that is written out', () => {
    const fields = ['channel', 'productId'] as const;
    expectTypeOf(requireGroupBy('query.groupBy', fields, licensesUsageFields)).toEqualTypeOf<
      readonly ['channel', 'productId']
    >();
    // @ts-expect-error the date is no grouping field
    expect(() => requireGroupBy('query.groupBy', ['processedDateTime'], licensesUsageFields)).toThrow(
      /received "processedDateTime"/,
    );
  });

  test('accepts only the fields of deployment for deployment', () => {
    expect(requireGroupBy('query.groupBy', ['channel'], licensesDeploymentFields)).toEqual(['channel']);
    expect(() =>
      // @ts-expect-error deployment is not told by workload
      requireGroupBy('query.groupBy', ['channel', 'workloadCode'], licensesDeploymentFields),
    ).toThrow(
      `a list of different fields out of ${licensesDeploymentFields.join(', ')}, received "workloadCode"`,
    );
  });

  test('refuses a field that is named twice', () => {
    fc.assert(
      fc.property(field, field, (first, second) => {
        expect(() => requireGroupBy('query.groupBy', [first, second, first], licensesUsageFields)).toThrow(
          /a list of different fields/,
        );
      }),
    );
  });

  test.for([
    ['[]', 'an array of 0'],
    ['["Channel"]', '"Channel"'],
    ['["channel", "constructor"]', '"constructor"'],
    ['["__proto__"]', '"__proto__"'],
    ['["channel,customerName"]', '"channel,customerName"'],
    ['["licensesActive"]', '"licensesActive"'],
    ['["channel", null]', 'null'],
    ['[["channel"]]', 'an array of 1'],
    ['"channel"', '"channel"'],
    ['null', 'null'],
    ['{"0": "channel", "length": 1}', 'an object'],
  ] as const)('refuses %s', ([json, received]) => {
    expect(() => requireGroupBy('query.groupBy', JSON.parse(json), licensesUsageFields)).toThrow(
      `query.groupBy: expected a list of different fields out of ${licensesUsageFields.join(', ')}, ` +
        `received ${received}. Nothing was sent. ` +
        "Example: ['serviceCode', 'channel']",
    );
  });

  test('refuses a list with a hole or undefined in it', () => {
    const lookUp = (fields: readonly string[]): LicensesUsageField[] => {
      // @ts-expect-error in a program without noUncheckedIndexedAccess the compiler can't see this mistake
      return ['channel', fields[5]];
    };
    const holey: LicensesUsageField[] = [];
    holey.length = 1;
    expect(() => requireGroupBy('query.groupBy', lookUp([]), licensesUsageFields)).toThrow(
      /received undefined/,
    );
    expect(() => requireGroupBy('query.groupBy', holey, licensesUsageFields)).toThrow(/received undefined/);
  });
});
