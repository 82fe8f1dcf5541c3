import { describe, expect, test } from 'vitest';
import { requireFunction, requireMethods } from '../../src/input/objects.ts';
import { thrownBy } from '../support/thrown-by.ts';

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
