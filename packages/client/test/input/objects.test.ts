import { describe, expect, test, expectTypeOf } from 'vitest';
import { requireFunction, requireMethods, requireGroupBy } from '../../src/input/objects.ts';
import { thrownBy } from '../support/thrown-by.ts';
import fc from 'fast-check';
import {
  licensesDeploymentFields,
  licensesUsageFields,
  type LicensesUsageField,
} from '../../src/generated/models.ts';

describe('requireFunction', () => {
  test('returns the function', () => {
    const listen = () => {};
    expect(requireFunction('onEvent', listen, 'console.log')).toBe(listen);
  });

  test.for([
    ['s3cret', 'string'],
    [null, 'object'],
    [{ call() {} }, 'object'],
    [5, 'number'],
  ] as const)('refuses %j and names no more of it than its type', ([value, type]) => {
    expect(thrownBy(() => requireFunction('onEvent', value, 'console.log'))).toMatchObject({
      name: 'ConfigurationError',
      message: `onEvent: expected a function, received "${type}". Nothing was sent. Example: console.log`,
    });
  });
});

describe('requireMethods', () => {
  interface Door {
    enter(): void;
    leave(): void;
  }
  const demand = (value: Door) => requireMethods('door', value, ['enter', 'leave'], 'createDoor()');
  const refused = (received: string) =>
    `door: expected an object with enter, leave, received ${received}. Nothing was sent. Example: createDoor()`;

  test('returns an object that has them, of a class or not', () => {
    class Gate {
      enter() {}
      leave() {}
    }
    const plain = { enter() {}, leave() {} };
    const gate = new Gate();
    expect(demand(plain)).toBe(plain);
    expect(demand(gate)).toBe(gate);
  });

  test.for([
    [{ enter() {} }, 'an object'],
    [{ enter() {}, leave: true }, 'an object'],
    [{}, 'an object'],
    [null, '"object"'],
    [undefined, '"undefined"'],
    ['s3cret', '"string"'],
    [Object.assign(() => {}, { enter() {}, leave() {} }), '"function"'],
  ] as const)('refuses %j', ([value, received]) => {
    // @ts-expect-error none of them is a door
    expect(thrownBy(() => demand(value))).toMatchObject({
      name: 'ConfigurationError',
      message: refused(received),
    });
  });
});

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

  test('takes the fields of deployment alone where those are asked for', () => {
    expect(requireGroupBy('query.groupBy', ['channel'], licensesDeploymentFields)).toEqual(['channel']);
    expect(() =>
      // @ts-expect-error deployment is not told by workload
      requireGroupBy('query.groupBy', ['channel', 'workloadCode'], licensesDeploymentFields),
    ).toThrow(
      'a list of different fields out of serviceCode, serviceName, channel, customerTenantId, customerName, ' +
        'productId, productName, received "workloadCode"',
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
      'query.groupBy: expected a list of different fields out of workloadCode, workloadName, serviceCode, serviceName, ' +
        `channel, customerTenantId, customerName, productId, productName, received ${received}. Nothing was sent. ` +
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
