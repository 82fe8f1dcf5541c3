import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';

function createError(received: unknown): ConfigurationError {
  return new ConfigurationError({ argument: 'query.top', expected: 'a number', received, example: '5' });
}

describe('ConfigurationError', () => {
  test('names the argument, the expected and received values, that nothing was sent, and an example', () => {
    const error = createError('many');
    expect(error.message).toBe('query.top: expected a number, received "many". Nothing was sent. Example: 5');
    expect(error.argument).toBe('query.top');
    expectTypeOf<ConfigurationError['name']>().toEqualTypeOf<'ConfigurationError'>();
  });

  test.for([
    ['', 'an empty string'],
    ['a"b\n', String.raw`"a\"b\n"`],
    ['x'.repeat(60), `"${'x'.repeat(60)}"`],
    ['x'.repeat(61), `"${'x'.repeat(60)}…"`],
    [`${'x'.repeat(59)}😀`, `"${'x'.repeat(59)}${String.raw`\ud83d`}…"`],
    [5, '5'],
    [Number.NaN, 'NaN'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [5n, '5n'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [new Date(Number.NaN), 'an invalid Date'],
    [[1, 2], 'an array of 2'],
    [{ secret: 's3cret' }, 'an object'],
    [() => 's3cret', 'a function'],
    [Symbol('s3cret'), 'a symbol'],
    [Object.create(null), 'an object'],
  ] as const)('shows %s briefly', ([received, shown]) => {
    expect(createError(received).message).toContain(`received ${shown}. Nothing`);
  });

  test('can show anything', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true }), (received) => {
        expect(createError(received).message.length).toBeLessThan(500);
      }),
    );
  });
});
