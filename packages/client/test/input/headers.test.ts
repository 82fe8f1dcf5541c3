import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { requireHeaderValue } from '../../src/input/headers.ts';
import { anyText } from '../support/any-text.ts';
import { resultOf } from '../support/thrown-by.ts';

describe('requireHeaderValue', () => {
  test('accepts only text that reaches the service unchanged', () => {
    const text = fc.oneof(fc.string(), anyText, fc.stringMatching(/^[\t -~]{1,8}$/));
    let accepted = 0;
    fc.assert(
      fc.property(text, (value) => {
        const result = resultOf(() => requireHeaderValue('locale', value, 'en-US'));
        const isAccepted = !(result instanceof ConfigurationError);
        accepted += Number(isAccepted);
        expect(isAccepted ? new Headers({ 'x-locale': value }).get('x-locale') : value).toBe(value);
      }),
    );
    expect(accepted).toBeGreaterThan(0);
  });

  test.for(['en-US', 'a', 'Contoso dashboard', "it's (1)"])('accepts %j', (value) => {
    expect(requireHeaderValue('locale', value, 'en-US')).toBe(value);
  });

  test.for([
    '',
    ' ',
    ' en',
    'en ',
    'en\r\nAuthorization: x',
    'e\0',
    'e\tn',
    'Zürich',
    '日本',
    5,
    null,
    undefined,
    ['en'],
  ])('refuses %j', (value) => {
    expect(() => requireHeaderValue('locale', value, 'en-US')).toThrow(
      /^locale: expected printable ASCII text for a request header, received .+ Example: 'en-US'$/,
    );
  });
});
