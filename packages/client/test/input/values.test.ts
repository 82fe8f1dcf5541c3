import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import {
  requireDurationInMs,
  requireFunction,
  requireInteger,
  requireMethods,
  requireOneOf,
} from '../../src/input/values.ts';
import { resultOf, thrownBy } from '../support/thrown-by.ts';

const range = { min: 1, max: 10_000, example: 1_000 };

describe('requireInteger', () => {
  test('accepts exactly the whole numbers of the range', () => {
    fc.assert(
      fc.property(fc.oneof(fc.integer({ min: -5, max: 10_005 }), fc.double()), (value) => {
        const accepted = Number.isInteger(value) && value >= 1 && value <= 10_000;
        const result = resultOf(() => requireInteger('query.top', value, range));
        expect(accepted ? result === value : result instanceof ConfigurationError).toBe(true);
      }),
    );
  });

  test.for([1, 10_000])('accepts the limit %d', (value) => {
    expect(requireInteger('query.top', value, range)).toBe(value);
  });

  test.for([0, -1, 10_001, 1.5, Number.NaN, Infinity, '5', 5n, null, undefined, [5], {}, true])(
    'refuses %s',
    (value) => {
      expect(() => requireInteger('query.top', value, range)).toThrow(
        /^query\.top: expected a whole number, 1 to 10000, received .+ Example: 1000$/,
      );
    },
  );

  test('has the largest exact integer as its limit when none is given', () => {
    const skip = { min: 0, example: 20_000 };
    expect(requireInteger('query.skip', Number.MAX_SAFE_INTEGER, skip)).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => requireInteger('query.skip', 2 ** 53, skip)).toThrow(/a whole number, 0 or more/);
  });
});

describe('requireDurationInMs', () => {
  test.for([Number.MIN_VALUE, 0.5, 60_000, Infinity])('accepts %d', (value) => {
    expect(requireDurationInMs('totalTimeoutInMs', value, 300_000)).toBe(value);
  });

  test.for([0, -0, -1, -Infinity, Number.NaN, '60000', 60_000n, null, undefined, new Date(5)])(
    'refuses %s',
    (value) => {
      expect(() => requireDurationInMs('totalTimeoutInMs', value, 300_000)).toThrow(
        /^totalTimeoutInMs: expected a duration in milliseconds, above 0, received .+ Example: 300000$/,
      );
    },
  );
});

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
  ] as const)('refuses %j and shows only its type', ([value, type]) => {
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

describe('requireOneOf', () => {
  const modes = ['auto', '', '/partner'] as const;

  test.for(modes)('accepts %j', (value) => {
    expect(requireOneOf('mode', value, modes)).toBe(value);
  });

  test.for([
    ['text', modes, undefined, "'auto', '' or '/partner'", "'auto'"],
    ['two values', [true, false], undefined, 'true or false', 'true'],
    ['an example of its own', ['environment', 'none'], 'none', "'environment' or 'none'", "'none'"],
  ] as const)('names every value that it accepts: %s', ([, values, example, expected, shown]) => {
    expect(thrownBy(() => requireOneOf<string | boolean>('mode', 'other', values, example))).toMatchObject({
      name: 'ConfigurationError',
      message: `mode: expected ${expected}, received "other". Nothing was sent. Example: ${shown}`,
    });
  });
});
