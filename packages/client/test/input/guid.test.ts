import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireWellFormed } from '../../src/filter/filter.ts';
import { requireGuid } from '../../src/input/values.ts';
import { resultOf, thrownBy } from '../support/thrown-by.ts';
import { anyText } from '../support/any-text.ts';

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

  test('refuses all text that could leave a segment of a path', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => requireGuid('customerId', text)).toThrow(ConfigurationError);
      }),
    );
  });
});

describe('requireWellFormed', () => {
  test('accepts exactly the text that is valid in a URL', () => {
    const unit = fc.integer({ min: 0xd7_00, max: 0xe0_00 }).map((code) => String.fromCharCode(code));
    let refused = 0;
    fc.assert(
      fc.property(fc.oneof(anyText, fc.string({ unit })), (text) => {
        const result = resultOf(() => requireWellFormed('query.filter', text, 'x'));
        const encoded = resultOf(() => encodeURIComponent(text));
        refused += Number(result instanceof ConfigurationError);
        expect(encoded instanceof URIError ? result instanceof ConfigurationError : result === text).toBe(
          true,
        );
      }),
    );
    expect(refused).toBeGreaterThan(0);
  });

  test.for([undefined, null, 5, {}, ['x']])('refuses %j', (value) => {
    expect(() => requireWellFormed('query.filter', value, `'x'`)).toThrow(
      /^query\.filter: expected well-formed text, received .+ Example: 'x'$/,
    );
  });
});
