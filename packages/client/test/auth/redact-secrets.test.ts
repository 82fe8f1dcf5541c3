import { describe, expect, test } from 'vitest';
import { redactSecrets } from '../../src/auth/redact-secrets.ts';

const secret = 'a+b/c=d~e "f\\';

describe('redactSecrets', () => {
  test.each([
    ['as it is', secret],
    ['percent-encoded', encodeURIComponent(secret)],
    ['percent-encoded in lower case', 'a%2bb%2fc%3dd~e%20%22f%5c'],
    ['as a form encodes it', 'a%2Bb%2Fc%3Dd%7Ee+%22f%5C'],
    ['as a form encodes it, in lower case', 'a%2bb%2fc%3dd%7ee+%22f%5c'],
    ['as JSON writes it', String.raw`a+b/c=d~e \"f\\`],
  ])('removes a secret %s', (_form, written) => {
    expect(redactSecrets(`you sent ${written}, twice: ${written}.`, [secret])).toBe(
      'you sent [redacted], twice: [redacted].',
    );
  });

  test('removes each of several secrets, also when one is a part of another', () => {
    expect(redactSecrets('x-abc-x-abcdef-x', ['abc', 'abcdef'])).toBe('x-[redacted]-x-[redacted]-x');
  });

  test('removes what looks like a token although it is not known', () => {
    expect(redactSecrets(`was ${'a'.repeat(40)}`, [])).toBe('was [redacted]');
    expect(redactSecrets(`was 0.AR${'Q~_-'.repeat(30)}.AgA`, [])).toBe('was [redacted]');
    expect(redactSecrets('was eyJhbGciOi.eyJzdWIi.sig', ['x-x'])).toBe('was [redacted]');
    expect(redactSecrets('was Bearer abc', ['x-x'])).toBe('was Bearer [redacted]');
  });

  test('keeps ids, hosts and ordinary words', () => {
    const text =
      'Application 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04 asked https://api.partnercenter.microsoft.com/.default';
    expect(redactSecrets(text, [secret])).toBe(text);
    expect(redactSecrets('a'.repeat(39), [])).toBe('a'.repeat(39));
  });

  test('leaves one line of at most 1,024 characters', () => {
    expect(redactSecrets('one\r\ntwo\u0000\u001B[31m\u0085\u2028three', [])).toBe('one two [31m three');
    expect(redactSecrets('ab '.repeat(1000), [])).toHaveLength(1024);
  });

  test('cuts after redacting, so that no part of a secret is left at the edge', () => {
    expect(redactSecrets(`${'x '.repeat(510)}${secret}`, [secret])).toBe(`${'x '.repeat(510)}[red`);
  });
});
