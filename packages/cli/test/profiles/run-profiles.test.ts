import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CommandError } from '../../src/exit.ts';
import { asksForAllProfiles, runAllProfiles, type RunOne } from '../../src/profiles/run-profiles.ts';
import { collect } from '../support/collect.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Runs these words for three profiles, each of which ends with its code. */
async function runWith(words: readonly string[], codes: readonly number[], stop = new AbortController()) {
  const file = join(await temporaryFolder(), 'p.json');
  const fields = {
    tenantId: 'contoso.com',
    clientId: '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04',
    clientSecretVariable: 'S',
    refreshTokenFile: 't',
  };
  await writeFile(file, JSON.stringify({ profiles: { emea: fields, apac: fields, us: fields } }));
  const runs: { readonly words: readonly string[]; readonly label: string }[] = [];
  const widths: unknown[] = [];
  const [stdout, stderr] = [collect(77), collect(77)];
  const runOne: RunOne = async (given, context, label) => {
    runs.push({ words: given, label });
    widths.push([context.stdout.isTTY, context.stdout.columns]);
    context.stdout.write(`of ${label}\n`);
    const code = codes[runs.length - 1] ?? 0;
    if (code === 130) stop.abort(new CommandError('Stopped.', 130));
    return code;
  };
  const env = { LICENSES_USAGE_PROFILES: ` ${file} ` };
  const code = await runAllProfiles(words, { stdout, stderr, env, abortSignal: stop.signal }, runOne);
  return { code, runs, widths, out: stdout.text(), error: stderr.text(), file };
}

describe('whether arguments ask for all profiles', () => {
  test.for([
    ['usage --all-profiles', true],
    ['usage', false],
    ['usage --all-profiles --help', false],
    ['usage --all-profiles -h', false],
    ['complete -- usage --all-profiles', false],
    ['history record --all-profiles', true],
    ['history list --all-profiles', false],
    ['usage complete --all-profiles', true],
    ['usage history --all-profiles', true],
  ] as const)('%s: %s', ([words, isAsked]) => {
    expect(asksForAllProfiles(words.split(' '))).toBe(isAsked);
  });
});

describe('a run with every profile', () => {
  test("passes the user's arguments and the name to each, and joins their output", async () => {
    const { code, runs, widths, out, error } = await runWith(
      ['usage', '--all-profiles', '--demo'],
      [0, 0, 0],
    );
    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
    expect(runs).toStrictEqual(
      ['emea', 'apac', 'us'].map((name) => {
        return { words: ['usage', '--demo', '--profile', name], label: name };
      }),
    );
    expect(widths[0]).toStrictEqual([true, 77]);
    expect(out).toBe('emea\n────\nof emea\n\napac\n────\nof apac\n\nus\n──\nof us\n');
  });

  test.for([
    [[0, 0, 0], 0],
    [[0, 4, 0], 4],
    [[4, 1, 0], 1],
    [[1, 2, 4], 2],
    [[2, 3, 1], 3],
    [[3, 70, 2], 70],
  ] as const)('with the exit codes %j ends with the worst, %d', async ([codes, worst]) => {
    expect((await runWith(['parity', '--all-profiles'], codes)).code).toBe(worst);
  });

  test('names the profiles that failed, and not those that found something', async () => {
    const { error } = await runWith(['parity', '--all-profiles'], [3, 1, 2]);
    expect(error).toBe('2 of 3 profiles failed: emea, us.\n');
    expect((await runWith(['parity', '--all-profiles'], [1, 4, 70])).error).toBe('');
  });

  test('stops when it is aborted', async () => {
    await expect(runWith(['usage', '--all-profiles'], [0, 130])).rejects.toThrow('Stopped.');
    const { code, runs } = await runWith(['usage', '--all-profiles', '--out', 'x-{profile}'], [0, 130]);
    expect({ code, runs: runs.length }).toStrictEqual({ code: 130, runs: 2 });
  });

  test('writes a file for each if a file is named, and prints nothing', async () => {
    for (const words of [
      ['--out', 'a-{profile}.csv', '--xlsx={profile}/{profile}.xlsx'],
      ['--xlsx={profile}/{profile}.xlsx', '--out', 'a-{profile}.csv'],
    ]) {
      const { runs, out } = await runWith(['report', '--title', '{profile}', ...words, '--all-profiles'], []);
      expect(runs[1]?.words).toStrictEqual([
        'report',
        '--title',
        '{profile}',
        ...words.map((word) => word.replaceAll('{profile}', 'apac')),
        '--profile',
        'apac',
      ]);
      expect(out).toBe('of emea\nof apac\nof us\n');
    }
  });

  test.for([
    [
      ['usage', '--profile', 'emea'],
      '--profile names one profile, --all-profiles all of them: leave one out.',
    ],
    [['usage', '--profile=emea'], '--profile names one profile, --all-profiles all of them: leave one out.'],
    [
      ['usage', '--out', 'x'],
      '--out: each profile has a file of its own. Put {profile} into its name, such as usage-{profile}.csv.',
    ],
    [
      ['report', '--xlsx=x.xlsx'],
      '--xlsx: each profile has a file of its own. Put {profile} into its name, such as usage-{profile}.xlsx.',
    ],
    [
      ['usage', '--out', 'x-{profile}', '--out=x'],
      '--out: each profile has a file of its own. Put {profile} into its name, such as usage-{profile}.csv.',
    ],
    [
      ['usage', '--format', 'csv', '--format=xlsx'],
      "--format xlsx: workbooks can't be printed one after another. Add --out usage-{profile}.xlsx.",
    ],
    [
      ['--quiet', 'fleet', '--demo', 'work'],
      '--all-profiles: a worker asks for one partner, until it is stopped. Start a program for each profile, with --profile.',
    ],
    [['usage', '--profiles', '/missing.json'], 'profiles /missing.json: there is no such file or folder.'],
  ] as const)('is refused for %j', async ([words, sentence]) => {
    await expect(runWith([...words, '--all-profiles'], [])).rejects.toThrow(new CommandError(sentence));
  });

  test('writes one workbook per profile, and one JSON document for all', async () => {
    const workbooks = ['usage', '--format', 'xlsx', '--out=a-{profile}.xlsx', '--all-profiles'];
    expect((await runWith(workbooks, [])).code).toBe(0);
    const { out } = await runWith(['usage', '--format', 'json', '--all-profiles'], []);
    expect(out).toMatch(/^\{\n"emea": of emea\n,\n"apac": .*\}\n$/s);
    const files = await runWith(['usage', '--format', 'json', '--out', '{profile}', '--all-profiles'], []);
    expect(files.out).not.toContain('}');
  });

  test('starts no workers, but runs every other command of a fleet', async () => {
    for (const words of [
      ['fleet', 'enqueue'],
      ['usage', 'work'],
      ['usage', 'fleet'],
    ])
      expect((await runWith([...words, '--all-profiles'], [])).runs).toHaveLength(3);
  });

  test('uses the last format that is named', async () => {
    const words = ['usage', '--format', 'xlsx', '--format', 'markdown', '--all-profiles'];
    expect((await runWith(words, [])).out).toMatch(/^## emea\n\nof emea\n\n## apac\n\n/);
  });
});
