import { describe, expect, test } from 'vitest';
import { describeThrown } from '../../src/auth/describe-thrown.ts';

describe('describeThrown', () => {
  test('names codes and messages along the chain of causes', () => {
    const cause = Object.assign(new Error('connect refused 127.0.0.1:1'), { code: 'ECONNREFUSED' });
    expect(describeThrown(new TypeError('fetch failed', { cause }), [])).toBe(
      'fetch failed: ECONNREFUSED connect refused 127.0.0.1:1',
    );
  });

  test('names no more than four errors, also when they form a ring', () => {
    const ring = new Error('ring');
    ring.cause = ring;
    expect(describeThrown(ring, [])).toBe('ring: ring: ring: ring');
  });

  test('leaves out what says nothing', () => {
    const aggregate = Object.assign(new Error(''), { code: 'ETIMEDOUT' });
    expect(describeThrown(new Error('', { cause: aggregate }), [])).toBe('ETIMEDOUT');
    expect(describeThrown(Object.assign(new Error('odd'), { code: 7 }), [])).toBe('odd');
  });

  test.each([undefined, 'a text', { message: 'secret' }, new Error('')])('has words for %o', (thrown) => {
    expect(describeThrown(thrown, [])).toBe('for a reason that was not given');
  });

  test('removes secrets', () => {
    expect(describeThrown(new Error('sent s3cret'), ['s3cret'])).toBe('sent [redacted]');
  });
});
