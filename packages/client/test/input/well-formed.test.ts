import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireWellFormed } from '../../src/input/well-formed.ts';
import { anyText } from '../support/any-text.ts';
import { resultOf } from '../support/result-of.ts';

describe('requireWellFormed', () => {
  test('accepts exactly the text that a URL can hold', () => {
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
