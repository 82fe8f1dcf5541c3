import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { adviceFor, isCredentialFault } from '../../src/call/advice.ts';

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
  ] as const)('says what to do about %d with code %j', ([status, code, sentence]) => {
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
  ] as const)('has advice for the code %s whatever the status', ([code, sentence]) => {
    expect(adviceFor(418, code)).toMatch(sentence);
  });

  test.for([
    [400, /query/],
    [404, /baseUrl, which ends before \/v1,/],
    [408, /again/],
  ] as const)('has advice for the status %i without a code', ([status, sentence]) => {
    expect(adviceFor(status, undefined)).toMatch(sentence);
  });

  test.for([301, 302, 304, 399, 600, 999])(
    'advises to check the proxy for the status %i, which the service does not send',
    (status) => {
      expect(adviceFor(status, undefined)).toMatch(/proxy.+baseUrl/);
    },
  );

  test.for([400, 401, 403, 418, 451])('advises to check the proxy for a page with status %i', (status) => {
    expect(adviceFor(status, undefined, true)).toMatch(/proxy.+baseUrl/);
    expect(adviceFor(status, undefined)).not.toMatch(/proxy/);
  });

  test.for([
    [404, /baseUrl/],
    [407, /credentials/],
    [429, /rate/],
    [502, /later/],
    [511, /sign-in/],
  ] as const)('is the same with a page and without for status %i', ([status, sentence]) => {
    expect(adviceFor(status, undefined, true)).toMatch(sentence);
    expect(adviceFor(status, undefined)).toBe(adviceFor(status, undefined, true));
  });

  test('prefers the code to the page', () => {
    expect(adviceFor(403, '20002', true)).toBe(adviceFor(403, '20002'));
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

describe('isCredentialFault', () => {
  test.for([
    ['2032', '800001', '800002', '800039', '900123', '900124', '900149'],
    ['900150', '900308', '900309', '900316', '900329', '900420', '900421'],
  ])('is true of %j, which refuse every call', (codes) => {
    expect(codes.filter((code) => !isCredentialFault(code))).toEqual([]);
  });

  test('is false of the codes that concern one customer or one query, and of no code', () => {
    const others = ['1000', '1002', '2000', '20002', '60003', '900118', 'constructor', undefined];
    expect(others.filter(isCredentialFault)).toEqual([]);
  });
});
