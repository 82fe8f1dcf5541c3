import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function ask(options: EmulatorOptions, ...words: readonly string[]) {
  const started = await startEmulator(options);
  return runProgram([...words, ...started.words], { env: started.env });
}

describe('usage', () => {
  test.for([
    '2026-02-30',
    '2026-13-01',
    '2026-1-1',
    '2026-10-14Tnoon',
    '2026-10-14 ',
    'x2026-10-14',
    'on 2026-10-14',
    '2026-10-141',
  ])('refuses the day %j', async (day) => {
    expect(await runProgram(['usage', '--demo', '--as-of', day])).toStrictEqual({
      code: 2,
      out: '',
      error: `--as-of: expected a date as YYYY-MM-DD, such as 2026-10-14; received "${day}".\n`,
    });
  });

  test.for(['2017-03-09', '2017-03-09T00:00:00Z'])('shows the day %s above the table', async (day) => {
    const run = await ask(
      {},
      'usage',
      '--by',
      'workload',
      '--where',
      "serviceCode eq 'o365'",
      '--as-of',
      day,
    );
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).toMatch(new RegExp(`^As of ${day}\n\nWorkload`));
  });

  test('omits the heading when the days are unknown, and says that missing services are unknown', async () => {
    const faults = [{ fault: 'role-missing', operation: 'listLicensesUsage', onNthRequest: 2 }] as const;
    const latest = await ask({ faults }, 'usage', '--by', 'workload');
    expect(latest).toMatchObject({ code: 0, error: '' });
    expect(latest.out).toMatch(/^Workload/);
    expect(await ask({ faults }, 'usage', '--by', 'workload', '--as-of', '2017-03-09')).toMatchObject({
      code: 0,
      error: 'It is unknown which services have a snapshot of this day.\n',
    });
    const missing = await ask({}, 'usage', '--by', 'workload', '--as-of', '2017-03-09T00:00:00Z');
    expect(missing.error).toMatch(/ 2017-03-09\b(?!T)/);
    expect(missing.error).not.toContain('T00:00');
    const quiet = ['usage', '--by', 'workload', '--as-of', '2017-03-08', '--quiet'];
    expect(await ask({}, ...quiet)).toStrictEqual({ code: 0, out: '', error: '' });
  });

  test('prints every row of a large page once', async () => {
    const { code, out } = await ask({ customers: 200 }, 'usage', '--format', 'ndjson');
    const lines = out.trimEnd().split('\n');
    expect(code).toBe(0);
    expect(lines.length).toBeGreaterThan(500);
    expect(new Set(lines).size).toBe(lines.length);
  });

  test('says how many rows a file has, and which columns a narrow table lacks', async () => {
    const out = join(await temporaryFolder(), 'usage.txt');
    const only = ['usage', '--demo', '--by', 'workload', '--where', "workloadCode eq 'EXO'"];
    expect((await runProgram([...only, '--out', out])).error).toBe(`1 row written to ${out}.\n`);
    expect((await runProgram([...only, '--out', out], { env: { COLUMNS: '20' } })).error).not.toContain(
      'No room',
    );
    expect(await readFile(out, 'utf8')).toMatch(/^As of [^]*\nWorkload +Active +Qualified +Usage %\n/);
    const narrow = await runProgram(only, { env: { COLUMNS: '20' } });
    expect(narrow.error).toBe('No room for: Qualified, Active. Other formats have every column.\n');
    expect(await runProgram([...only, '--excel'])).toMatchObject({
      code: 2,
      error: '--excel needs --format csv.\n',
    });
  });
});

describe('a number', () => {
  test.for([
    [
      'parity',
      '--concurrency',
      '8x',
      '--concurrency takes a whole number from 1 to 256, such as 8; received "8x".',
    ],
    [
      'parity',
      '--concurrency',
      '0',
      '--concurrency takes a whole number from 1 to 256, such as 8; received "0".',
    ],
    [
      'scan',
      '--concurrency',
      '257',
      '--concurrency takes a whole number from 1 to 256, such as 8; received "257".',
    ],
    [
      'scan',
      '--concurrency',
      '1e2',
      '--concurrency takes a whole number from 1 to 256, such as 8; received "1e2".',
    ],
    ['parity', '--decimals', '-1', '--decimals takes a whole number from 0 to 10, such as 2; received "-1".'],
    ['parity', '--decimals', '11', '--decimals takes a whole number from 0 to 10, such as 2; received "11".'],
    ['parity', '--tolerance', '1.', '--tolerance takes a number from 0, such as 0; received "1.".'],
    ['parity', '--tolerance', 'x1', '--tolerance takes a number from 0, such as 0; received "x1".'],
    ['report', '--top', '0', '--top takes a whole number from 1, or all; received "0".'],
    ['report', '--top', '1.5', '--top takes a whole number from 1, or all; received "1.5".'],
    ['report', '--top', 'ALL', '--top takes a whole number from 1, or all; received "ALL".'],
    [
      'report',
      '--snapshots',
      '105',
      '--snapshots takes a whole number from 1 to 104, such as 8; received "105".',
    ],
    [
      'report',
      '--snapshots',
      '1.5',
      '--snapshots takes a whole number from 1 to 104, such as 8; received "1.5".',
    ],
    ['report', '--top', '0x5', '--top takes a whole number from 1, or all; received "0x5".'],
    ['report', '--top', '1e3', '--top takes a whole number from 1, or all; received "1e3".'],
    ['report', '--top', ' 8', '--top takes a whole number from 1, or all; received " 8".'],
    ['report', '--title', 'x'.repeat(121), '--title takes one line of 1 to 120 characters.'],
  ] as const)('%s %s refuses %s', async ([command, option, value, error]) => {
    const out = command === 'parity' ? [] : ['--out', '/missing/x'];
    expect(await runProgram([command, '--demo', ...out, option, value])).toStrictEqual({
      code: 2,
      out: '',
      error: `${error}\n`,
    });
  });

  test('accepts its limits', async () => {
    const out = join(await temporaryFolder(), 'report.html');
    const titleOf = async (...words: readonly string[]) => {
      const run = await runProgram(['report', '--demo', '--snapshots', '1', '--out', out, ...words]);
      expect(run).toMatchObject({ code: 0, out: '' });
      return /<title>(.*)<\/title>/.exec(await readFile(out, 'utf8'))?.[1];
    };
    const longest = 'x'.repeat(118);
    expect(await titleOf('--top', '1', '--title', ` ${longest} `)).toBe(longest);
    expect(await titleOf('--top', 'all')).toBe('Licence usage');
  });
});

describe('report', () => {
  test.for([
    [['--out', '/missing/x', '--title', ' '], '--title takes one line of 1 to 120 characters.'],
    [
      ['--out', '/missing/x', '--partner-name', 'a\nb'],
      '--partner-name takes one line of 1 to 120 characters.',
    ],
    [['--xlsx', '/missing/x'], '--xlsx /missing/x: there is no such file or folder.'],
  ] as const)('refuses %j', async ([words, error]) => {
    expect(await runProgram(['report', '--demo', ...words])).toStrictEqual({
      code: 2,
      out: '',
      error: `${error}\n`,
    });
  });
});

test('report --xlsx alone writes a workbook and nothing else', async () => {
  const folder = await temporaryFolder();
  const xlsx = join(folder, 'report.xlsx');
  expect(await runProgram(['report', '--demo', '--snapshots', '1', '--xlsx', xlsx])).toStrictEqual({
    code: 0,
    out: '',
    error: `Report written to ${xlsx}.\n`,
  });
  expect(await readdir(folder)).toStrictEqual(['report.xlsx']);
});

test.for([['doctor'], ['find-legacy', '.']])('%j has text and JSON as formats', async (words) => {
  expect((await runProgram([...words, '--format', 'xml'])).error).toMatch(
    / Allowed choices are text, json\.\n/,
  );
});

describe('an empty value, which an unset variable of a shell leaves', () => {
  test.for([
    [['usage', '--demo', '--out', ''], '--out <file>'],
    [['usage', '--demo', '--by', ''], '--by <list>'],
    [['usage', '--dotenv', ''], '--dotenv <file>'],
    [['usage', '--profile', ''], '--profile <name>'],
    [['scan', '--demo', '--out', ''], '--out <file>'],
    [['history', 'list', '--history', ''], '--history <place>'],
    [['history', 'query', '--demo', ''], '<select>'],
    [['find-legacy', ''], '<dir>'],
  ] as const)('is refused: %j', async ([words, name]) => {
    expect(await runProgram(words)).toStrictEqual({
      code: 2,
      out: '',
      error: `${name} is empty: give it a value, or leave it out.\n`,
    });
  });

  test('can be completed by a shell', async () => {
    const { code, out } = await runProgram(['complete', '--', 'usage', '--format', '']);
    expect(code).toBe(0);
    expect(out).toContain('ndjson');
  });
});

describe('parity', () => {
  test('prints a table only on a terminal, and JSON when asked to', async () => {
    const out = join(await temporaryFolder(), 'parity.md');
    expect(
      (await runProgram(['parity', '--demo', '--out', out], { columns: 80, env: { TERM: 'dumb' } })).code,
    ).toBe(0);
    expect(await readFile(out, 'utf8')).toMatch(/^\*\*agree\*\*/);
    const json = await runProgram(['parity', '--demo', '--format', 'json']);
    const lines = await runProgram(['parity', '--demo', '--format', 'ndjson']);
    expect(json.out).toMatch(/^\{\n  "verdict": "agree",\n/);
    expect(lines.out).toMatch(/^\{"verdict":"agree",[^\n]*\}\n$/);
    expect(JSON.parse(json.out)).toStrictEqual(JSON.parse(lines.out));
  });

  test.for([
    [['--hold-all-rows'], '--concurrency, --hold-all-rows and --fleet need --all.'],
    [['--customer', '..'], '--customer takes the tenant id of a customer, a GUID such as'],
    [['--all', '--customer', 'x'], "option '--all' cannot be used with option '--customer <id>'"],
  ] as const)('refuses %j', async ([words, error]) => {
    const run = await runProgram(['parity', '--demo', ...words]);
    expect(run).toMatchObject({ code: 2, out: '', error: expect.stringContaining(error) });
  });
});

describe('find-legacy', () => {
  test('lists the most frequent language first, and counts calls and places not understood', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'b'));
    const call = `get('/v1/analytics/licenses/usage')`;
    await writeFile(join(folder, 'a.py'), '');
    await writeFile(join(folder, 'b', 'c.ts'), `${call}\n${call}`);
    await writeFile(
      join(folder, 'd.js'),
      `const A = '/v1/analytics/licenses'\nconst B = '/v2/analytics/licenses'`,
    );
    await writeFile(join(folder, 'e.md'), '');
    await writeFile(join(folder, 'f.md'), '');
    const { code, out } = await runProgram(['find-legacy', folder], { env: { COLUMNS: '200' } });
    expect(code).toBe(1);
    expect(out.split('\n').slice(-6)).toStrictEqual([
      '2 calls to superseded operations in 3 sources.',
      '2 places could not be understood: look at each.',
      'Looked at 2 TypeScript or JavaScript, 1 Python.',
      expect.stringMatching(/^Looked for addresses/),
      'Not read: 2 files of other kinds.',
      '',
    ]);
    expect(out).toContain('b/c.ts:2:5  /v1/analytics/licenses/usage\n');
    expect(out).toContain('  not understood → look at this place');
    const json = JSON.parse((await runProgram(['find-legacy', folder, '--format', 'json'])).out);
    expect(json).toMatchObject({ sources: 3, lookedAt: { notRead: 2 }, findings: { length: 4 } });
  });
});

describe('the program', () => {
  test('prints its version and its exit codes', async () => {
    expect(await runProgram(['--version'])).toStrictEqual({ code: 0, out: '0.0.0\n', error: '' });
    const { out } = await runProgram(['--help']);
    for (const code of [70, 130]) expect(out).toMatch(new RegExp(`^ {2}${code} {2}\\S`, 'm'));
    expect(out).toMatch(/^Usage: licenses-usage /);
    expect(out).not.toMatch(/^ {2}complete /m);
  });

  test('points to --help for an unknown option', async () => {
    const run = await runProgram(['usage', '--colour']);
    expect(run).toStrictEqual({ code: 2, out: '', error: "unknown option '--colour'\nSee --help.\n" });
  });
});
