import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { adviceFor } from '../../src/call/advice.ts';

describe('adviceFor', () => {
  test.for([
    [403, '900329', /App\+User/],
    [401, '900421', /multi-factor/],
    [403, '20002', /relationship/],
    [404, '1000', /customer/],
    [401, undefined, /credential/],
    [403, 'unheard of', /role/],
    [429, '429', /rate/],
    [500, undefined, /later/],
    [599, '0', /later/],
    [418, undefined, /support/],
    [200, '400072', /support/],
  ] as const)('knows what to do about %d with code %j', ([status, code, sentence]) => {
    expect(adviceFor(status, code)).toMatch(sentence);
    expectTypeOf(adviceFor).returns.toEqualTypeOf<string>();
  });

  test.for([
    ['1002', /consented/],
    ['2000', /starts_with/],
    ['2032', /role/],
    ['60003', /tenant/],
    ['800001', /token/],
    ['800002', /token/],
    ['800039', /programme/],
    ['900118', /customer id/],
    ['900123', /Agreement/],
    ['900124', /Agreement/],
    ['900149', /programme/],
    ['900150', /role/],
    ['900308', /role/],
    ['900309', /Conditional Access/],
    ['900316', /App\+User/],
    ['900420', /audience/],
  ] as const)('knows the code %s whatever the status', ([code, sentence]) => {
    expect(adviceFor(418, code)).toMatch(sentence);
  });

  test.for([
    [400, /query/],
    [404, /baseUrl/],
    [408, /again/],
  ] as const)('knows the status %i without a code', ([status, sentence]) => {
    expect(adviceFor(status, undefined)).toMatch(sentence);
  });

  test('prefers the code to the status', () => {
    expect(adviceFor(403, '900329')).not.toBe(adviceFor(403, undefined));
  });

  test('is at least one sentence for any status and code, including __proto__ and constructor', () => {
    const code = fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'hasOwnProperty', ''),
      fc.string(),
      fc.nat().map(String),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), code, (status, faultCode) => {
        const advice = adviceFor(status, faultCode);
        expect(typeof advice).toBe('string');
        expect(advice).toMatch(/^[A-Z].+\.$/);
      }),
    );
  });
});
