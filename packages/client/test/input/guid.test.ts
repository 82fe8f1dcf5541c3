import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireGuid } from '../../src/input/guid.ts';
import { thrownBy } from '../support/thrown-by.ts';

describe('requireGuid', () => {
  test('returns any GUID as it was written, in either case', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.boolean(), (guid, capitals) => {
        const written = capitals ? guid.toUpperCase() : guid;
        expect(requireGuid('customerId', written)).toBe(written);
      }),
    );
    expectTypeOf(requireGuid).returns.toEqualTypeOf<string>();
  });

  test.for([
    '',
    '.',
    '..',
    '%2e%2e',
    '{4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04}',
    '4d3cf48770f44e1e9ff1b2bfce8d9f04',
    '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04\n',
    ' 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
    '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04/..',
    '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f0g',
    '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04?x',
    undefined,
    null,
    5,
    {},
    ['4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'],
  ])('refuses %j', (value) => {
    const error = thrownBy(() => requireGuid('customerId', value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'customerId',
      message: expect.stringMatching(/^customerId: expected a GUID, received .+ Example: '[0-9a-f-]{36}'$/),
    });
  });

  test('lets no text through that could leave a segment of a path', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => requireGuid('customerId', text)).toThrow(ConfigurationError);
      }),
    );
  });
});
