import { describe, expect, test } from 'vitest';
import { resolveOwnParameters, type ParameterRules } from '../../src/input/own-parameters.ts';

const rules: ParameterRules = {
  region: { type: 'text', values: ['EU', 'US'] },
  size: { type: 'integer', min: 1, max: 5 },
  isTrial: { type: 'boolean' },
  xTenant: { type: 'text', header: 'X-Tenant' },
};

const names = ['region', 'size', 'isTrial', 'xTenant'];

describe('the parameters that only one operation has', () => {
  test('are sent in the query or as a header, and others are left out', () => {
    expect(resolveOwnParameters('query', { region: 'EU', xTenant: 'contoso', other: 1 }, rules)).toEqual({
      query: { region: 'EU' },
      headers: { 'X-Tenant': 'contoso' },
      names,
    });
  });

  test('may be absent', () => {
    const none = { query: {}, headers: {}, names };
    expect(resolveOwnParameters('query', { region: undefined }, rules)).toEqual(none);
    expect(resolveOwnParameters('query', undefined, rules)).toEqual(none);
  });

  test.each([
    [{ region: 'MARS' }, /^query\.region: expected one of EU, US/],
    [{ size: 6 }, /^query\.size: expected a whole number, 1 to 5/],
    [{ isTrial: 'yes' }, /^query\.isTrial: expected true or false/],
    [{ xTenant: 'two\nlines' }, /^query\.xTenant: expected printable ASCII text for a request header/],
  ])('are refused as %o before anything is sent', (given, message) => {
    expect(() => resolveOwnParameters('query', given, rules)).toThrow(message);
  });
});
