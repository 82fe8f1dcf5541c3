import { AuthenticationError, ConfigurationError, ServiceError } from '@licenses-usage/client';
import { ScatteredRowsError } from '@licenses-usage/client/migrate';
import { describe, expect, test } from 'vitest';
import { CommandError, exitCode } from '../src/exit.ts';
import { describeFailure } from '../src/failure.ts';
import { run } from '../src/run.ts';
import { collect } from './support/collect.ts';

function serviceError(status: number, code: string | undefined, message: string): ServiceError {
  return new ServiceError({
    message,
    status,
    code,
    description: undefined,
    source: undefined,
    details: [],
    retryAfterInMs: undefined,
    requestId: 'r',
    correlationId: 'c',
    attempts: [],
  });
}

function mistakeIn(argument: string): ConfigurationError {
  return new ConfigurationError({ argument, expected: 'a thing', received: 1, example: 'createClient({})' });
}

describe('a failure ends with the code that scripts expect', () => {
  test.for([
    [new CommandError('a sentence'), 2, 'a sentence'],
    [new CommandError('', exitCode.done), 0, ''],
    [serviceError(400, 'InvalidQueryParameters', 'refused'), 2, 'refused'],
    [serviceError(400, 'Other', 'refused'), 3, 'refused'],
    [serviceError(500, 'InvalidQueryParameters', 'failed'), 3, 'failed'],
    [
      serviceError(
        404,
        undefined,
        'Check baseUrl and baseUrls. Rows delivered before: 5; continue with\nerror.resume.',
      ),
      3,
      'Check --base-url and baseUrls.',
    ],
    [new AuthenticationError({ message: 'Sign in.' }), 3, 'Sign in.'],
    [
      new ScatteredRowsError(null),
      3,
      'The rows of a customer are not adjacent. Add --hold-all-rows, which accepts them in any order.',
    ],
    [Object.assign(new Error('no history'), { name: 'HistoryError' }), 2, 'no history'],
    [Object.assign(new Error('no fleet'), { name: 'FleetError' }), 2, 'no fleet'],
    [Object.assign(new Error('a name'), { name: 'FleetError', code: 'other' }), 2, 'a name'],
    [Object.assign(new Error('paused'), { name: 'FleetError', code: 'paused' }), 3, 'paused'],
    [Object.assign(new Error('alone'), { name: 'FleetError', code: 'no-worker' }), 3, 'alone'],
    [Object.assign(new Error('some lack'), { name: 'FleetError', code: 'incomplete' }), 3, 'some lack'],
    [
      Object.assign(new Error('x'), { code: 'ENOENT', syscall: 'open', path: '/a' }),
      2,
      '/a: there is no such file or folder.',
    ],
    [
      Object.assign(new Error('x'), { code: 'EMFILE', syscall: 'open' }),
      2,
      'System call open: too many files are open.',
    ],
  ] as const)('%s: %d', ([error, code, message]) => {
    expect(describeFailure(error)).toStrictEqual({ exitCode: code, message });
  });

  test('names options and variables instead of arguments, without code examples', () => {
    const told = (argument: string) => describeFailure(mistakeIn(argument))?.message;
    for (const [argument, name] of [
      ['baseUrl', '--base-url'],
      ['credential', 'PARTNER_CENTER_TOKEN'],
      ['tokenStore.load', 'PARTNER_CENTER_REFRESH_TOKEN_FILE'],
      ['query.filter', '--where'],
      ['tolerance.decimals', '--decimals'],
    ] as const)
      expect(told(argument)).toBe(`${name}: expected a thing, received 1. Nothing was sent.`);
    expect(describeFailure(mistakeIn('other'))).toStrictEqual({
      exitCode: 2,
      message: 'other: expected a thing, received 1. Nothing was sent. Example: createClient({})',
    });
  });

  test('counts any other error as a bug', async () => {
    for (const error of [new TypeError('a mistake'), 'text', undefined])
      expect(describeFailure(error)).toBeUndefined();
    const stderr = collect();
    const stdout = Object.assign(collect(), {
      write() {
        throw new TypeError('a mistake');
      },
    });
    const context = { stdout, stderr, env: {}, abortSignal: new AbortController().signal };
    expect(await run(['--version'], context)).toBe(70);
    expect(stderr.text()).toMatch(
      /^This is a bug in licenses-usage; please report it\.\nTypeError: a mistake\n {4}at /,
    );
  });
});

describe('a program that is stopped', () => {
  async function stopWith(reason: unknown) {
    const stop = new AbortController();
    stop.abort(reason);
    const [stdout, stderr] = [collect(), collect()];
    const code = await run(['--version'], { stdout, stderr, env: {}, abortSignal: stop.signal });
    return { code, out: stdout.text(), error: stderr.text() };
  }

  test('says so, unless its reader has closed the pipe', async () => {
    expect(await stopWith(new CommandError('Stop\u001Bped.\nNow.', exitCode.interrupted))).toStrictEqual({
      code: 130,
      out: '',
      error: 'Stop\uFFFDped.\nNow.\n',
    });
    expect(await stopWith(new CommandError('', exitCode.done))).toStrictEqual({
      code: 0,
      out: '',
      error: '',
    });
  });
});
