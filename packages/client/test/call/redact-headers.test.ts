import { describe, expect, test } from 'vitest';
import { redactHeaders } from '../../src/call/redact-headers.ts';

describe('the headers of an answer', () => {
  test('lose the token, but for the challenge, which is read and never told', () => {
    const token = 'App-and-user.token_1';
    const challenge = `Bearer claims="${token}"`;
    const clean = redactHeaders(
      new Headers({ 'MS-RequestId': `id ${token}`, 'WWW-Authenticate': challenge, 'Retry-After': '7' }),
      token,
    );
    expect(clean.get('ms-requestid')).not.toContain(token);
    expect(clean.get('ms-requestid')).toContain('id ');
    expect(clean.get('www-authenticate')).toBe(challenge);
    expect(clean.get('retry-after')).toBe('7');
  });
});
