import { describe, expect, test } from 'vitest';
import { describeThrown, redactSecrets } from '../../src/auth/redact-secrets.ts';

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

  test('removes each of several secrets, even when one is a part of another', () => {
    expect(redactSecrets('x-abc-x-abcdef-x', ['abc', 'abcdef'])).toBe('x-[redacted]-x-[redacted]-x');
  });

  test('removes unknown text that looks like a token', () => {
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

  test('takes linear time for text that looks like the start of many tokens', () => {
    // 240 kB took half a minute when the search went to the end of the text from every start.
    expect(redactSecrets('eyJ'.repeat(80_000), [secret])).toBe('[redacted]');
    expect(redactSecrets('eyJ '.repeat(60_000), [secret])).toHaveLength(1024);
  });

  test('leaves no control characters and no bidirectional ones', () => {
    expect(redactSecrets('a\u001b]0;title\u0007b\u009bc\u202ed', [])).toBe('a ]0;title b c d');
  });

  test('cuts after redacting, so that no part of a secret remains at the end', () => {
    expect(redactSecrets(`${'x '.repeat(510)}${secret}`, [secret])).toBe(`${'x '.repeat(510)}[re…`);
  });
});

describe('describeThrown', () => {
  test('names codes and messages along the chain of causes', () => {
    const cause = Object.assign(new Error('connect refused 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(describeThrown(new TypeError('fetch failed', { cause }), [])).toBe(
      'fetch failed: ECONNREFUSED connect refused 127.0.0.1:1',
    );
  });

  test('names no more than four errors, even when they form a circle', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    expect(describeThrown(ring, [])).toBe('ring: ring: ring: ring');
  });

  test('leaves out empty messages', () => {
    const aggregate = Object.assign(new Error(''), { code: 'ETIMEDOUT' });
    expect(describeThrown(new Error('', { cause: aggregate }), [])).toBe('ETIMEDOUT');
    expect(describeThrown(Object.assign(new Error('odd'), { code: 7 }), [])).toBe('odd');
  });

  test.each([undefined, 'a text', { message: 'secret' }, new Error('')])('describes %o', (thrown) => {
    expect(describeThrown(thrown, [])).toBe('for a reason that was not given');
  });

  test('removes secrets', () => {
    expect(describeThrown(new Error('sent s3cret'), ['s3cret'])).toBe('sent [redacted]');
  });
});
