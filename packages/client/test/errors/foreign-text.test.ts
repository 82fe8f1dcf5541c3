import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClient } from '../../src/create-client.ts';
import { cleanForeignText, redact } from '../../src/errors/foreign-text.ts';
import { describeCause } from '../../src/call/advice.ts';
import { ServiceError } from '../../src/errors/service-error.ts';

const signed = `eyJ${'h'.repeat(20)}.eyJ${'p'.repeat(40)}.${'s_-'.repeat(20)}`;
const encrypted = `eyJ${'h'.repeat(20)}..${'v'.repeat(16)}.${'c'.repeat(60)}.${'t'.repeat(22)}`;

describe('redact', () => {
  test('removes every occurrence of the token', () => {
    const token = fc.stringMatching(/^[!-~]{8,}$/);
    fc.assert(
      fc.property(token, fc.array(fc.stringMatching(/^[a-z ]*$/)), (secret, words) => {
        expect(cleanForeignText(words.join(secret), [secret])).not.toContain(secret);
      }),
    );
  });

  test('treats neither the token nor its replacement as a pattern', () => {
    expect(cleanForeignText('a $& b .* c', ['.*'])).toBe('a $& b [redacted] c');
  });

  test.for([
    ['a signed token', `got ${signed}, sorry`, 'got [redacted], sorry'],
    ['an encrypted token of five parts, one empty', `got ${encrypted}, sorry`, 'got [redacted], sorry'],
    ['an unsigned token', `got eyJabcdef.eyJabcdef. sorry`, 'got [redacted] sorry'],
    ['a header', 'Authorization: bearer 0.AXo-x~y/z==; q', 'Authorization: Bearer [redacted]; q'],
    ['a header with many blanks', 'Bearer  \t abc', 'Bearer [redacted]'],
    ['a quoted header', `"Bearer abc"`, `"Bearer [redacted]"`],
  ] as const)('removes %s that is not the token of the call', ([, text, clean]) => {
    expect(redact(text)).toBe(clean);
  });

  test('removes any word after Bearer, and leaves other words alone', () => {
    expect(redact('The bearer token for eyJ-words at 10.0.0.1.')).toBe(
      'The Bearer [redacted] for eyJ-words at 10.0.0.1.',
    );
  });
});

describe('cleanForeignText', () => {
  test.for([
    ['an escape sequence', 'a\u001b[31mred', 'a [31mred'],
    ['a bell', 'a\u0007b', 'a b'],
    ['line ends, as one blank', 'a\r\n\nb\u2028c', 'a b c'],
    ['a control character of one byte above ASCII', 'a\u009b31mb', 'a 31mb'],
    ['a change of direction', 'a\u202eb\u2066c\u200fd', 'a b c d'],
    ['half a character', 'a\ud83db', 'a b'],
    ['a token', `got ${signed}, sorry`, 'got [redacted], sorry'],
  ] as const)('removes %s', ([, text, clean]) => {
    expect(cleanForeignText(text)).toBe(clean);
  });

  test('removes every given secret, even beyond the kept length', () => {
    expect(cleanForeignText('a one b two c', ['one', 'two', ''])).toBe('a [redacted] b [redacted] c');
    const long = `${'s'.repeat(5_000)}"${'t'.repeat(5_000)}`;
    expect(cleanForeignText(`before ${long} after`, [long])).toBe('before [redacted] after');
  });

  test.for([
    [1_024, 'x'.repeat(1_024)],
    [1_025, `${'x'.repeat(1_023)}…`],
    [1_000_000, `${'x'.repeat(1_023)}…`],
  ] as const)('keeps at most 1,024 of %i characters and says that it cut', ([length, clean]) => {
    expect(cleanForeignText('x'.repeat(length))).toBe(clean);
  });

  test('does not cut a character in two', () => {
    expect(cleanForeignText('😀'.repeat(600))).toBe(`${'😀'.repeat(511)}…`);
  });

  test('marks a cut even when redacting made the text short', () => {
    expect(cleanForeignText(`eyJ${'h'.repeat(9)}.${'p'.repeat(9_000)}`)).toBe('[redacted]…');
  });

  test.for([
    ['beginnings of tokens', 'eyJ'.repeat(2_000_000)],
    ['beginnings of tokens with dots', 'eyJ.'.repeat(1_500_000)],
    ['names of headers', 'Bearer '.repeat(900_000)],
    ['blanks behind a header', `Bearer${' '.repeat(6_000_000)}"`],
    ['lines', '\r\n'.repeat(3_000_000)],
  ] as const)('takes linear time for %s', ([, text]) => {
    const timeOf = (length: number) => {
      // CPU time, which does not depend on the load of the machine.
      const { user } = process.cpuUsage();
      redact(text.slice(0, length));
      cleanForeignText(text.slice(0, length));
      return (process.cpuUsage().user - user) / 1_000;
    };
    timeOf(10_000);
    // A quadratic expression takes 10,000 times as long for 100 times as much.
    expect(timeOf(6_000_000)).toBeLessThan(4_000 * Math.max(timeOf(60_000), 1));
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

  test('is still read when its text contains a quoted header', async () => {
    const description = `header 'Authorization: Bearer "abc"' is malformed`;
    expect(await failWith(JSON.stringify({ code: 3000, description }))).toMatchObject({
      code: '3000',
      description: `header 'Authorization: Bearer "[redacted]"' is malformed`,
    });
  });
});

const coded = (code: unknown, message: string) => Object.assign(new Error(message), { code });
const chain = (...messages: readonly string[]): Error | undefined =>
  messages.reduceRight<Error | undefined>((cause, message) => new Error(message, { cause }), undefined);
const unknown = 'for a reason that was not given';

describe('a thrown value', () => {
  test.for([
    ['is its message', new Error('fetch failed'), 'fetch failed'],
    [
      'is its message and those of its causes',
      chain('fetch failed', 'other side closed'),
      'fetch failed: other side closed',
    ],
    ['goes four causes deep and no deeper', chain('a', 'b', 'c', 'd', 'e'), 'a: b: c: d'],
    ['leaves out messages that are empty', chain('a', '', 'c'), 'a: c'],
    ['has the code before the message', coded('UND_ERR_SOCKET', 'closed'), 'UND_ERR_SOCKET closed'],
    [
      'does not repeat a code that the message has',
      coded('ECONNREFUSED', 'connect ECONNREFUSED 127.0.0.1:443'),
      'connect ECONNREFUSED 127.0.0.1:443',
    ],
    ['is the code where there is no message', coded('ECONNRESET', ''), 'ECONNRESET'],
    ['has no code that is a number', coded(20, 'aborted'), 'aborted'],
    ['has no code that is an object', coded({}, 'aborted'), 'aborted'],
    ['is unknown when it says nothing', new Error(''), unknown],
    ['is unknown when it is text', 'fetch failed', unknown],
    ['is unknown when it is nothing', undefined, unknown],
  ] as const)('%s', ([, thrown, words]) => {
    expect(describeCause(thrown)).toBe(words);
  });

  test('ends when causes form a circle', () => {
    const error = new Error('again');
    error.cause = error;
    expect(describeCause(error)).toBe('again: again: again: again');
  });
});
