import { describe, expect, test } from 'vitest';
import { cleanHeadersOf } from '../../src/call/direct-response.ts';

describe('the headers of an answer', () => {
  test('are cleaned, except for the challenge, which is only parsed', () => {
    const token = 'App-and-user.token_1';
    const challenge = `Bearer claims="${token}"`;
    const headers = {
      'MS-RequestId': `id ${token}`,
      'MS-CV': 'a\u009b31mb',
      'MS-ServerId': 'x'.repeat(2_000),
      'WWW-Authenticate': challenge,
      'Retry-After': '7',
    };
    const clean = cleanHeadersOf(new Response(null, { headers }), token);
    expect(clean.get('ms-requestid')).toBe('id [redacted]');
    expect(clean.get('ms-cv')).toBe('a 31mb');
    expect(clean.get('ms-serverid')).toHaveLength(1_024);
    expect(clean.get('date')).toBeNull();
    expect(clean.get('www-authenticate')).toBe(challenge);
    expect(clean.get('retry-after')).toBe('7');
  });
});
