import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProcess, runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { tokenWith } from './support/token.ts';

async function recordedHistory(weeks = 3) {
  const { emulator, words, env } = await startEmulator();
  const place = ['--history', join(await temporaryFolder(), 'history')];
  const recording = await runProgram(['history', 'record', ...place, '--weeks', String(weeks), ...words], {
    env,
  });
  return { emulator, words, env, place, folder: place[1] ?? '', recording };
}

describe('history record', () => {
  test('records usage and deployment of several weeks, with few requests for existing snapshots', async () => {
    const { emulator, words, env, place, folder, recording } = await recordedHistory();
    expect(recording.code).toBe(0);
    expect(recording.error).toMatch(/^12 snapshots recorded \([\d,]+ rows\), 0 already there\.$/m);
    expect(await readdir(folder)).toHaveLength(12);
    const asked = emulator.requests.length;
    const again = await runProgram(['history', 'record', ...place, '--weeks', '3', ...words], { env });
    expect(again.error).toBe('0 snapshots recorded (0 rows), 12 already there.\n');
    expect(emulator.requests.length - asked).toBe(6);
  });

  // Without --weeks there are 26: the test of docs/history.md covers that.
  test('fills a folder with weeks of the demonstration', async () => {
    const folder = join(await temporaryFolder(), 'history');
    const words = ['history', 'record', '--demo', '--weeks', '2', '--history', folder];
    const { code, error } = await runProgram(words);
    const told = /^8 snapshots recorded \([\d,]+ rows\), 0 already there\.\n$/;
    expect([code, error]).toEqual([0, expect.stringMatching(told)]);
    expect(await readdir(folder)).toHaveLength(8);
  });

  test('says which command installs the package when it is absent', async () => {
    const hook = `import{registerHooks}from'node:module';registerHooks({resolve(name,context,next){
      if(name!=='@licenses-usage/history')return next(name,context);
      throw Object.assign(new Error(\`Cannot find package '\${name}'\`),{code:'ERR_MODULE_NOT_FOUND'})}})`;
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` };
    const { code, error } = await runProcess(['history', 'list', '--demo'], { env });
    expect([code, error]).toEqual([2, expect.stringContaining('Run: npm install @licenses-usage/history (')]);
  });

  test('says how to choose a history', async () => {
    const { words, env } = await startEmulator();
    const { code, error } = await runProgram(['history', 'record', ...words], { env });
    expect([code, error]).toEqual([2, expect.stringContaining('LICENSES_USAGE_HISTORY')]);
  });

  test('says that Postgres does not answer', async () => {
    const place = ['--history', 'postgres://nobody@127.0.0.1:1/none'];
    const { code, error } = await runProgram(['history', 'list', ...place]);
    expect([code, error]).toEqual([2, expect.stringContaining(`can't be reached`)]);
    expect(error).not.toContain('    at ');
  });
});

describe('history', () => {
  test('shows 26 weeks of the demonstration, and leaves nothing behind', async () => {
    const { code, out } = await runProgram(['history', 'trend', '--demo', '--format', 'json']);
    const points: readonly { readonly date: string }[] = JSON.parse(out);
    expect(code).toBe(0);
    expect(new Set(points.map(({ date }) => date.slice(0, 7))).size).toBeGreaterThanOrEqual(6);
  });

  test('trend shows percentages of a workload, oldest first', async () => {
    const { place } = await recordedHistory();
    const words = [
      'history',
      'trend',
      ...place,
      '--only',
      'workload=EXO',
      '--by',
      'service,workload',
      '--format',
      'json',
    ];
    const points: unknown = JSON.parse((await runProgram(words)).out);
    expect(points).toHaveLength(3);
    expect(points).toMatchObject([{ workloadCode: 'EXO' }, { workloadCode: 'EXO' }, { workloadCode: 'EXO' }]);
  });

  test('changes end with 1 when something changed, with 0 when not, with 4 when there is nothing to compare', async () => {
    const { place } = await recordedHistory();
    const found = await runProgram(['history', 'changes', ...place, '--fell', '0.01', '--rose', '0.01']);
    expect(found.code).toBe(1);
    expect(found.out).toMatch(/^Change +Customer +Service +Workload/);
    const none = await runProgram(['history', 'changes', ...place, '--fell', '100']);
    expect([none.code, none.out, none.error]).toEqual([
      0,
      '',
      'Nothing found. Add --fell 1 --rose 1 for smaller changes, or --since <date> to compare with an earlier snapshot.\n',
    ]);
    const { place: single } = await recordedHistory(1);
    const nothing = await runProgram(['history', 'changes', ...single]);
    expect([nothing.code, nothing.error]).toEqual([4, expect.stringContaining('no two snapshots')]);
  });

  test('at-risk lists unused licences first, and leaves out exceptions', async () => {
    const { place } = await recordedHistory(1);
    const words = ['history', 'at-risk', ...place, '--below', '50', '--format', 'json'];
    const all = JSON.parse((await runProgram(words)).out);
    const unused = all.map((row: { unused: number }) => row.unused);
    expect(unused).toEqual(unused.toSorted((left: number, right: number) => right - left));
    const fewer = JSON.parse(
      (await runProgram([...words, '--except', `customer=${all[0].customerName}`])).out,
    );
    expect(fewer.length).toBeLessThan(all.length);
    // The defaults that the help names.
    const atRisk = async (...more: readonly string[]) =>
      (await runProgram(['history', 'at-risk', ...place, '--format', 'json', ...more])).out;
    expect(await atRisk('--below', '40', '--min-qualified', '1')).toBe(await atRisk());
  });

  test('query answers one select, and refuses anything else with 2', async () => {
    const { place } = await recordedHistory(1);
    const select = 'select count(distinct "customerTenantId") as customers from usage';
    const { code, out } = await runProgram(['history', 'query', ...place, select, '--format', 'json']);
    expect([code, JSON.parse(out)]).toEqual([0, [{ customers: 11 }]]);
    const values = `select 'a' as text, 1.5::double as number, null as nothing, [1, 2] as list`;
    const other = await runProgram(['history', 'query', ...place, values, '--format', 'json']);
    expect(JSON.parse(other.out)).toEqual([{ text: 'a', number: 1.5, nothing: null, list: '[1,2]' }]);
    const refused = await runProgram(['history', 'query', ...place, 'drop view usage']);
    expect([refused.code, refused.error]).toEqual([2, expect.stringContaining('it is not a select')]);
  });

  test.each(['list', 'trend', 'changes', 'at-risk', 'verify', 'forget 4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04'])(
    '%s says that a folder is missing, creates nothing, and ends with 4',
    async (words) => {
      const missing = join(await temporaryFolder(), 'typo');
      const { code, out, error } = await runProgram(['history', ...words.split(' '), '--history', missing]);
      expect([code, out]).toEqual([4, '']);
      expect(error).toBe(
        `There is no history in ${missing}. To begin one: licenses-usage history record --history ${missing}\n`,
      );
      await expect(stat(missing)).rejects.toThrow('ENOENT');
    },
  );

  test('export writes a file, and forget removes a customer', async () => {
    const { place, folder } = await recordedHistory(1);
    const out = join(folder, '..', 'usage.csv');
    const customer = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
    const write = async () => {
      const run = await runProgram(['history', 'export', ...place, '--format', 'csv', '--out', out]);
      const text = await readFile(out, 'utf8');
      const rows = text.trimEnd().split('\n').length - 1;
      expect(run).toStrictEqual({ code: 0, out: '', error: `${rows} rows written to ${out}.\n` });
      return text;
    };
    const all = await write();
    expect(all.toLowerCase()).toContain(customer);
    const target = [...place, '--out', out];
    const exportAs = async (...words: readonly string[]) => {
      expect((await runProgram(['history', 'export', ...target, ...words])).code).toBe(0);
      return readFile(out, 'utf8');
    };
    const some = await exportAs('--format', 'ndjson', '--only', 'workload=EXO');
    const lines = some.trimEnd().split('\n');
    expect(lines.length).toBeLessThan(all.trimEnd().split('\n').length - 1);
    for (const line of lines) expect(JSON.parse(line)).toMatchObject({ workloadCode: 'EXO' });
    expect(await exportAs('--format', 'parquet')).toMatch(/^PAR1/);
    expect(await runProgram(['history', 'forget', ...place, customer])).toStrictEqual({
      code: 0,
      out: '',
      error: expect.stringMatching(/^\d+ rows removed\.\n$/),
    });
    expect((await write()).toLowerCase()).not.toContain(customer);
  });

  test('verify ends with 0 when all is sound, with 1 naming broken snapshots, and with 4 when there are none', async () => {
    const { place, folder } = await recordedHistory(1);
    expect(await runProgram(['history', 'verify', ...place])).toStrictEqual({
      code: 0,
      out: '',
      error: '4 of 4 snapshots are sound.\n',
    });
    expect((await runProgram(['history', 'verify', ...place, '--format', 'json'])).out).toBe('[]\n');
    const [file = ''] = await readdir(folder);
    await truncate(join(folder, file), 300);
    const broken = await runProgram(['history', 'verify', ...place]);
    expect([broken.code, broken.out]).toEqual([1, expect.stringContaining(file)]);
    expect(broken.error).toBe('3 of 4 snapshots are sound.\n');
    const empty = await runProgram(['history', 'verify', '--history', await temporaryFolder()]);
    expect(empty.code).toBe(4);
  });

  test('record takes the name of the partner, leaves deployment out, and replaces when told to', async () => {
    const { words, env } = await startEmulator();
    const place = ['--history', join(await temporaryFolder(), 'history')];
    const record = (...more: readonly string[]) =>
      runProgram(['history', 'record', ...place, '--no-deployment', '--partner', 'emea', ...words, ...more], {
        env,
      });
    expect((await record()).error).toMatch(/^2 snapshots recorded \([\d,]+ rows\), 0 already there\.\n$/);
    expect((await record()).error).toBe('0 snapshots recorded (0 rows), 2 already there.\n');
    expect((await record('--replace')).error).toMatch(/^2 snapshots recorded/);
    const whole = ['history', 'record', ...place, '--partner', 'emea', ...words];
    expect(await runProgram(whole, { env })).toMatchObject({
      code: 0,
      error: expect.stringMatching(/^2 snapshots recorded \([\d,]+ rows\), 2 already there\.\n$/),
    });
    const list = ['history', 'list', ...place];
    expect(JSON.parse((await runProgram([...list, '--format', 'json'])).out)).toMatchObject([
      { partner: 'emea', kind: 'deployment' },
      { partner: 'emea', kind: 'deployment' },
      { partner: 'emea', kind: 'usage' },
      { partner: 'emea', kind: 'usage' },
    ]);
    const narrow = await runProgram(list, { env: { COLUMNS: '20' } });
    expect(narrow.error).toBe('No room for: Partner, Kind, Service. Other formats have every column.\n');
    const shown = await runProgram(list, { columns: 80 });
    expect(shown.out).toContain('\u001B[1mPartner\u001B[22m');
    const out = join(place[1] ?? '', '..', 'list.txt');
    expect(await runProgram([...list, '--out', out], { columns: 20 })).toStrictEqual({
      code: 0,
      out: '',
      error: '',
    });
    expect(await readFile(out, 'utf8')).toMatch(/^Partner +Kind +Service +As of +Rows\n/);
    expect(await runProgram([...list, '--format', 'xlsx'], { columns: 80 })).toMatchObject({
      code: 2,
      error: expect.stringContaining('--format xlsx is not text'),
    });
  });

  test('record names the partner after the tenant of the token, or "partner", and fails without data', async () => {
    const record = async (env: Readonly<Record<string, string>>, customers = 12) => {
      const { words } = await startEmulator({ customers });
      const place = ['--history', join(await temporaryFolder(), 'history')];
      const run = await runProgram(['history', 'record', ...place, ...words], { env });
      const list = await runProgram(['history', 'list', ...place, '--format', 'json']);
      return { run, list };
    };
    const tid = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
    const named = await record({ PARTNER_CENTER_TOKEN: tokenWith({ tid }) });
    expect(JSON.parse(named.list.out)).toContainEqual(expect.objectContaining({ partner: tid }));
    const unnamed = await record({ PARTNER_CENTER_TOKEN: 'any' });
    expect(JSON.parse(unnamed.list.out)).toContainEqual(expect.objectContaining({ partner: 'partner' }));
    expect(unnamed.list.code).toBe(0);
    const { run } = await record({ PARTNER_CENTER_TOKEN: 'any' }, 0);
    expect([run.code, run.error]).toEqual([
      4,
      '0 snapshots recorded (0 rows), 0 already there. The service has no rows for 2 days.\n' +
        'The service has no data, so nothing was recorded.\n',
    ]);
  });

  test.for(['list', 'query x', 'verify', 'changes'])(
    '%s refuses a workbook on a terminal before it reads anything',
    async (words) => {
      const place = ['--history', join(await temporaryFolder(), 'missing'), '--format', 'xlsx'];
      expect(await runProgram(['history', ...words.split(' '), ...place], { columns: 80 })).toMatchObject({
        code: 2,
        out: '',
        error: expect.stringContaining('--format xlsx is not text'),
      });
    },
  );

  test('an empty history has nothing to list', async () => {
    const { code, error } = await runProgram(['history', 'list', '--history', await temporaryFolder()]);
    expect([code, error]).toEqual([0, 'Nothing found.\n']);
  });

  test.for([
    ['record', 'Exit codes: 0 done, 2 bad input, 3 the service failed, 4 the service has no data.'],
    ['verify', 'Exit codes: 0 sound, 1 broken, 2 bad input, 4 nothing there.'],
  ] as const)('%s says in its help what it ends with', async ([name, codes]) => {
    const { out } = await runProgram(['history', name, '--help'], { env: { COLUMNS: '100' } });
    expect(out).toContain(codes);
  });

  test('a demonstration that is recorded is gone afterwards, and says so', async () => {
    const { code, error } = await runProgram(['history', 'record', '--demo', '--weeks', '1']);
    expect([code, error.split('\n')[1]]).toEqual([
      0,
      'They are gone now; keep them with --history ./history.',
    ]);
  });

  test('a wrong field, number or condition is refused in one sentence', async () => {
    for (const words of [
      ['trend', '--demo', '--by', 'country'],
      ['changes', '--demo', '--fell', 'much'],
      ['record', '--demo', '--weeks', '1.5'],
      ['trend', '--demo', '--only', 'product'],
    ]) {
      const { code, error } = await runProgram(['history', ...words]);
      expect([code, error.split('\n').length]).toEqual([2, 2]);
    }
  });
});
