import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redact } from '../../src/decode/redact.ts';
import { createClient } from '../../src/create-client.ts';
import { ServiceError } from '../../src/errors/service-error.ts';

const signed = `eyJ${'h'.repeat(20)}.eyJ${'p'.repeat(40)}.${'s_-'.repeat(20)}`;
const encrypted = `eyJ${'h'.repeat(20)}..${'v'.repeat(16)}.${'c'.repeat(60)}.${'t'.repeat(22)}`;

describe('redact', () => {
  test('removes the token wherever it stands, and as often', () => {
    const token = fc.stringMatching(/^[!-~]{8,}$/);
    fc.assert(
      fc.property(token, fc.array(fc.stringMatching(/^[a-z ]*$/)), (secret, words) => {
        expect(redact(words.join(secret), secret)).not.toContain(secret);
      }),
    );
  });

  test('treats neither the token nor its replacement as a pattern', () => {
    expect(redact('a $& b .* c', '.*')).toBe('a $& b [redacted] c');
  });

  test.for([
    ['a signed token', `got ${signed}, sorry`, 'got [redacted], sorry'],
    ['an encrypted token of five parts, one empty', `got ${encrypted}, sorry`, 'got [redacted], sorry'],
    ['an unsigned token', `got eyJabcdef.eyJabcdef. sorry`, 'got [redacted] sorry'],
    ['a header', 'Authorization: bearer 0.AXo-x~y/z==; q', 'Authorization: Bearer [redacted]; q'],
    ['a header with many blanks', 'Bearer  \t abc', 'Bearer [redacted]'],
    ['a quoted header', `"Bearer abc"`, `"Bearer [redacted]"`],
  ] as const)('removes %s that is not the token of the call', ([, text, clean]) => {
    expect(redact(text, 'the-token-of-the-call')).toBe(clean);
  });

  test('would rather remove a word too many after Bearer than a token too few, and leaves other words alone', () => {
    expect(redact('The bearer token for eyJ-words at 10.0.0.1.', 'the-token-of-the-call')).toBe(
      'The Bearer [redacted] for eyJ-words at 10.0.0.1.',
    );
  });
});

describe('a fault that echoes the token', () => {
  const token = 'Ab+/9<"\\&\'token==';
  const escaped = token.replace(/./g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

  async function failWith(body: string): Promise<unknown> {
    const client = createClient({
      credential: () => token,
      fetch: async () => new Response(body, { status: 400 }),
    });
    return client.getPartnerLicensesUsage().then(
      () => expect.fail('the call succeeded'),
      (error: unknown) => error,
    );
  }

  test.for([
    [
      'plainly',
      JSON.stringify({ code: token, description: `no ${token}`, source: token, data: [{ [token]: token }] }),
    ],
    [
      'with every character escaped',
      `{"code":"${escaped}","description":"${escaped}","data":[{"${escaped}":1}]}`,
    ],
    [
      'in the shape of the analytics platform',
      `{"innererror":{"message":"${escaped}","data":["${escaped}"]}}`,
    ],
    ['as text that is not JSON', `Bad header: Bearer ${token}`],
  ] as const)('does not bring it into the error, %s', async ([, body]) => {
    const error = await failWith(body);
    expect(error).toBeInstanceOf(ServiceError);
    for (const shown of [String(error), inspect(error, { depth: 9 }), JSON.stringify(error)]) {
      expect(shown).not.toContain(token);
      expect(shown).not.toContain(JSON.stringify(token).slice(1, -1));
      expect(shown).not.toContain(inspect(token).slice(1, -1));
    }
  });

  test('is still read when a quoted header stands in its text', async () => {
    const description = `header 'Authorization: Bearer "abc"' is malformed`;
    expect(await failWith(JSON.stringify({ code: 3000, description }))).toMatchObject({
      code: '3000',
      description: `header 'Authorization: Bearer "[redacted]"' is malformed`,
    });
  });
});
