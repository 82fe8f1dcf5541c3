import { describe, expect, test } from 'vitest';
import { describeThrown } from '../../src/call/describe-thrown.ts';

const coded = (code: unknown, message: string) => Object.assign(new Error(message), { code });
const chain = (...messages: readonly string[]): Error | undefined =>
  messages.reduceRight<Error | undefined>((cause, message) => new Error(message, { cause }), undefined);
const unknown = 'for a reason that was not given';

describe('what was thrown', () => {
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
    expect(describeThrown(thrown)).toBe(words);
  });

  test('comes to an end when causes go in a circle', () => {
    const error = new Error('again');
    error.cause = error;
    expect(describeThrown(error)).toBe('again: again: again: again');
  });
});
