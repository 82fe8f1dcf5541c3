import { spawnSync } from 'node:child_process';
import { createEmulator } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { runProcess, runProgram } from './support/run-program.ts';

const commands = ['usage', 'report', 'parity', 'scan', 'doctor', 'find-legacy', 'completion'];

describe('the program', () => {
  test('explains itself, with exit codes', async () => {
    const { code, out, error } = await runProgram(['--help']);
    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
    for (const command of commands) expect(out).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    for (const digit of [0, 1, 2, 3, 4]) expect(out).toMatch(new RegExp(`^ {2}${digit} {2}\\S`, 'm'));
    expect(out).toMatch(
      /^Usage: licenses-usage \[options\] \[command\]\n\nLicence usage of Microsoft Partner Center\.\n\nExamples:\n  licenses-usage usage --demo /,
    );
    const listed = [...out.matchAll(/^ {2}([a-z-]+)(?: \[options\]| <shell>| \[command\])? .* {2}\S/gm)];
    expect(listed.map(([, name]) => name)).toEqual(expect.arrayContaining(['usage', 'history', 'fleet']));
    expect(out).toContain('print a script that completes commands and');
  });

  test('wraps the usage line of a command with an indent', async () => {
    const { out } = await runProgram(['find-legacy', '--help'], { env: { COLUMNS: '30' } });
    expect(out).toMatch(/^Usage: licenses-usage\n {7}find-legacy \[options\]\n {7}<dir>\n\n/);
  });

  test('shows its help as an error if no command is given, as wide as the terminal', async () => {
    const { code, out, error } = await runProgram([], { env: { COLUMNS: '44' } });
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(error).toMatch(/^Usage: licenses-usage /);
    const lengths = error.split('\n').map((line) => line.length);
    expect(Math.max(...lengths)).toBeGreaterThan(30);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(44);
  });

  test.for(commands)('explains %s, with examples', async (command) => {
    const { code, out } = await runProgram([command, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Examples:\n  .*licenses-usage ${command}\\b`, 'm'));
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.for(commands)('wraps the help of %s at the width of the terminal, between words', async (command) => {
    const help = async (columns: number) =>
      (await runProgram([command, '--help'], { env: { COLUMNS: String(columns) } })).out;
    const [narrow, wide] = [await help(44), await help(100)];
    const words = (text: string) => new Set(text.split(/\s+/));
    expect(words(narrow)).toStrictEqual(words(wide));
    const tooLong = narrow.split('\n').filter((line) => line.length > 44);
    // A word that is longer than the line can't be wrapped.
    expect(tooLong.filter((line) => line.trim().includes(' '))).toStrictEqual([]);
  });

  test.for([
    ['help', 'usag'],
    ['usag', '--help'],
    ['usag', '-h'],
    ['usag', '--version'],
    ['help', 'help', 'usag', '--demo'],
  ])(
    'names an unknown command and the nearest known one, whatever is asked of it: %s %s',
    async (...[words]) => {
      expect(await runProgram(words)).toStrictEqual({
        code: 2,
        out: '',
        error: "unknown command 'usag'\n(Did you mean usage?)\nSee --help.\n",
      });
    },
  );

  test.for([
    ['history', 'trnd', '--help'],
    ['history', 'help', 'trnd'],
    ['help', 'history', 'trnd'],
  ])('names an unknown command of a group: %s %s %s', async (...[words]) => {
    const { code, out, error } = await runProgram(words);
    expect({ code, out }).toStrictEqual({ code: 2, out: '' });
    expect(error).toContain("unknown command 'trnd'\n(Did you mean trend?)");
  });

  test.for([
    [['help'], 'Usage: licenses-usage [options] [command]'],
    [['help', 'help'], 'Usage: licenses-usage [options] [command]'],
    [['help', 'usage'], 'Usage: licenses-usage usage [options]'],
    [['help', 'usage', 'extra'], 'Usage: licenses-usage usage [options]'],
    [['history', 'help', 'trend'], 'Usage: licenses-usage history trend [options]'],
    [['help', 'history', 'trend'], 'Usage: licenses-usage history trend [options]'],
  ] as const)('shows the help that is asked for: %j', async ([words, usage]) => {
    const { code, out, error } = await runProgram([...words]);
    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
    expect(out).toContain(usage);
  });

  test('ends with 2 and a hint for unknown words', async () => {
    const command = await runProgram(['usag']);
    expect(command).toMatchObject({ code: 2, out: '' });
    expect(command.error).toContain('(Did you mean usage?)');
    const option = await runProgram(['usage', '--fromat', 'csv']);
    expect(option).toMatchObject({ code: 2, out: '' });
    expect(option.error).toContain('(Did you mean --format?)');
    const choice = await runProgram(['usage', '--format', 'xml']);
    expect(choice.error).toContain('Allowed choices are table, json, ndjson, csv, markdown, xlsx.');
    expect((await runProgram([])).code).toBe(2);
  });

  test.for([
    [
      ['usage', '--as-of', 'yesterday'],
      '--as-of: expected a date as YYYY-MM-DD, such as 2026-10-14; received "yesterday".',
    ],
    [['usage', '--where', ' '], '--where is empty.'],
    [['usage', '--where', "seats eq '1'"], 'filter names "seats"'],
    [['usage', '--by', 'workload,colour'], '--by: there is no "colour".'],
    [['usage', '--customer', '..'], '--customer takes the tenant id of a customer'],
    [['parity', '--decimals', '200'], '--decimals takes a whole number from 0 to 10'],
    [['parity', '--all', '--concurrency', '0'], '--concurrency takes a whole number from 1 to 256'],
    [['parity', '--concurrency', '2'], '--concurrency, --hold-all-rows and --fleet need --all.'],
    [['usage', '--dotenv', '/missing/.env', '--base-url', 'x'], '/missing/.env: there is no such file'],
    [['usage', '--base-url', 'x'], '--base-url: expected an https URL'],
    [['find-legacy', '/missing'], '/missing: there is no such file or folder.'],
  ] as const)("ends with 2 and one sentence in the user's terms: %j", async ([words, sentence]) => {
    const isDemo = words.every((word) => word !== '--base-url' && word !== 'find-legacy');
    const from = isDemo ? ['--demo'] : [];
    const run = await runProgram([...words, ...from], { env: { PARTNER_CENTER_TOKEN: 'any' } });
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toContain(sentence);
    expect(run.error.trimEnd().split('\n')).toHaveLength(1);
    expect(run.error).not.toContain('createClient');
  });

  test('names every way to credentials when there are none', async () => {
    const { code, error } = await runProgram(['usage']);
    expect(code).toBe(2);
    expect(error).toMatch(/^There are no credentials\. Set PARTNER_CENTER_TOKEN .+, add --demo\.\n$/);
    const spoilt = await runProgram(['usage'], { env: { PARTNER_CENTER_TOKEN: 'two words' } });
    expect(spoilt.error).toMatch(/^PARTNER_CENTER_TOKEN: expected a token: .+ Nothing was sent\.\n$/);
  });

  test('ends with 3 and a sentence when there is no answer', async () => {
    const env = { PARTNER_CENTER_TOKEN: 'any' };
    const listening = await createEmulator().listen();
    await listening.close();
    const closed = await runProgram(['parity', '--base-url', listening.url], { env });
    expect(closed).toMatchObject({ code: 3, out: '' });
    expect(closed.error).toContain('Check the port in --base-url');
    expect(closed.error).not.toContain('    at ');
    const plain = await runProgram(['usage', '--base-url', 'http://example.com'], { env });
    expect(plain.code).toBe(2);
  });

  test('completes commands, options and choices', async () => {
    const { log } = console;
    const complete = async (...words: readonly string[]) => {
      const { code, out, error } = await runProgram(['complete', '--', ...words]);
      expect({ code, error }).toStrictEqual({ code: 0, error: '' });
      return out.split('\n').map((line) => line.split('\t')[0]);
    };
    expect(await complete('')).toEqual(expect.arrayContaining([...commands, 'history', 'fleet']));
    expect(await complete('usage', '--for')).toContain('--format');
    expect(await complete('usage', '--format', '')).toEqual(expect.arrayContaining(['table', 'csv']));
    // The library prints by it.
    expect(console.log).toBe(log);
  });

  test.for(['bash', 'zsh', 'fish', 'powershell'])('prints a script that completes in %s', async (shell) => {
    const { code, out } = await runProgram(['completion', shell]);
    expect(code).toBe(0);
    expect(out).toContain(`# ${shell} completion`);
  });

  test('has no readonly variable in the script for bash, so that it can be sourced twice', async () => {
    const { out } = await runProgram(['completion', 'bash']);
    expect(out).toMatch(/^ShellCompDirectiveError=1$/m);
    expect(out).not.toMatch(/^\s*readonly /m);
  });

  test('completes in a shell that has sourced the script twice', async ({ skip }) => {
    const { out } = await runProgram(['completion', 'bash']);
    const shell = spawnSync('bash', ['--norc', '-c', 'eval "$1"; eval "$1"', 'bash', out], {
      encoding: 'utf8',
    });
    if (shell.error !== undefined) skip('there is no bash');
    expect(shell).toMatchObject({ status: 0, stderr: '' });
  });

  test('colours nothing in a pipe', async () => {
    const { out, error } = await runProcess(['doctor', '--demo']);
    expect(out + error).not.toContain('\u001B');
  });
});
