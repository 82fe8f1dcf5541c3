import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createJoiner } from '../src/profiles/join-output.ts';
import { readProfiles } from '../src/profiles/read-profiles.ts';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { tokenWith } from './support/token.ts';

const secret = 'a-secret-that-must-not-be-shown';
const clientId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

/** A file with a profile for each name. Each asks an emulator of its own; without one, its address is dead. */
async function fileWith(names: readonly string[], failing: readonly string[] = []) {
  const folder = await temporaryFolder();
  const entries = [];
  for (const name of names) {
    const { url } = await startEmulator({ tokens: { requireIssued: true, clientSecret: secret } });
    for (const [file, text] of [
      ['secret', failing.includes(name) ? 'another' : secret],
      ['token', 'first'],
    ]) {
      await writeFile(join(folder, `${name}.${file}`), `${text}\n`);
      await chmod(join(folder, `${name}.${file}`), 0o600);
    }
    const profile = {
      tenantId: `${name}.onmicrosoft.com`,
      clientId,
      clientSecretFile: `${name}.secret`,
      refreshTokenFile: `./${name}.token`,
      cloud: url,
      baseUrl: url,
    };
    entries.push([name, profile]);
  }
  const file = join(folder, 'licenses-usage.json');
  await writeFile(file, JSON.stringify({ profiles: Object.fromEntries(entries) }));
  return { file, folder, env: { LICENSES_USAGE_PROFILES: file } };
}

describe('a profile', () => {
  test('signs in to its tenant, and writes the new refresh token back to its file', async () => {
    const { file, folder } = await fileWith(['emea']);
    // Of another tenant, which a profile must not fall back to.
    const env = { PARTNER_CENTER_TOKEN: 'of-another-tenant' };
    const words = ['usage', '--by', 'workload', '--profile', 'emea', '--profiles', file];
    const { code, out } = await runProgram(words, { env });
    expect([code, out]).toEqual([0, expect.stringContaining('Exchange')]);
    expect(await readFile(join(folder, 'emea.token'), 'utf8')).not.toBe('first\n');
  });

  test('can have its client secret in a variable', async () => {
    const { file, env } = await fileWith(['emea']);
    const { profiles } = JSON.parse(await readFile(file, 'utf8'));
    const { clientSecretFile: _, ...emea } = profiles.emea;
    await writeFile(file, JSON.stringify({ profiles: { emea: { ...emea, clientSecretVariable: 'EMEA' } } }));
    const words = ['usage', '--by', 'workload', '--profile', 'emea'];
    expect((await runProgram(words, { env: { ...env, EMEA: secret } })).code).toBe(0);
    const { code, error } = await runProgram(words, { env });
    expect([code, error]).toEqual([2, expect.stringContaining('Profile "emea": set EMEA')]);
  });

  test('that does not exist is refused with the existing names', async () => {
    const { env } = await fileWith(['emea', 'apac']);
    const { code, error } = await runProgram(['doctor', '--profile', 'us'], { env });
    expect([code, error]).toEqual([2, expect.stringContaining('It has emea, apac.')]);
  });

  test("can't be combined with --demo", async () => {
    const { code } = await runProgram(['usage', '--demo', '--profile', 'emea']);
    expect(code).toBe(2);
  });
});

describe('a file of profiles', () => {
  const good = { tenantId: 'contoso.com', clientId, clientSecretVariable: 'S', refreshTokenFile: 't' };
  async function refusalOf(value: unknown): Promise<string> {
    const file = join(await temporaryFolder(), 'profiles.json');
    await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
    const outcome = await readProfiles(file).then(
      () => 'taken',
      (error: unknown) => String(error),
    );
    return outcome.replaceAll(file, 'FILE');
  }

  test('is taken with every field, and with paths relative to it', async () => {
    const folder = await temporaryFolder();
    const file = join(folder, 'p.json');
    await writeFile(file, JSON.stringify({ profiles: { emea: { ...good, cloud: 'china' } } }));
    expect(await readProfiles(file)).toEqual([
      {
        ...good,
        name: 'emea',
        cloud: 'china',
        baseUrl: undefined,
        clientSecretFile: undefined,
        refreshTokenFile: join(folder, 't'),
      },
    ]);
  });

  test.each([
    ['a secret of Entra', { tenantId: 'abc8Q~0123456789012345678901234567890123' }],
    ['a refresh token', { refreshTokenFile: `0.A${'x'.repeat(40)}` }],
    ['an access token', { clientSecretVariable: tokenWith({ tid: 'x' }) }],
    ['a field for a secret', { clientSecret: 'hunter2-hunter2' }],
    ['a secret in the place of a variable', { clientSecretVariable: 'hunter2-hunter2' }],
    ['a password in an address', { baseUrl: 'https://me:hunter2-hunter2@example.com' }],
  ])('is refused with %s, which is not shown', async (_what, field) => {
    const refusal = await refusalOf({ profiles: { emea: { ...good, ...field } } });
    expect(refusal).toMatch(/^CommandError: FILE: /);
    expect(refusal).toContain('emea');
    for (const value of Object.values(field)) expect(refusal).not.toContain(value);
    expect(refusal).not.toContain('hunter2');
  });
});

describe('--all-profiles', () => {
  test('joins results, and continues after one that fails', async () => {
    const { env } = await fileWith(['emea', 'us', 'apac'], ['us']);
    const words = ['usage', '--by', 'workload', '--all-profiles'];
    const { code, out, error } = await runProgram(words, { env });
    expect(code).toBe(3);
    expect(out).toMatch(/^emea\n────\n[^]*Exchange[^]*\nus\n──\n\napac\n────\n[^]*Exchange/);
    expect(error).toMatch(/^us: .*\n1 of 3 profiles failed: us\.\n$/);
    expect(error).not.toContain(secret);
  });

  test('adds a field with the profile to formats for programs', async () => {
    const { env } = await fileWith(['emea', 'apac']);
    const read = async (format: string) => {
      const words = ['usage', '--by', 'workload', '--all-profiles', '--format', format];
      const { code, out } = await runProgram(words, { env });
      expect(code).toBe(0);
      return out;
    };
    const lines = (await read('ndjson')).trimEnd().split('\n');
    const rows = lines.map((line): { readonly profile: string } => JSON.parse(line));
    expect([...new Set(rows.map(({ profile }) => profile))]).toEqual(['emea', 'apac']);
    const json: Readonly<Record<string, readonly unknown[]>> = JSON.parse(await read('json'));
    expect(Object.entries(json).map(([name, all]) => [name, all.length])).toEqual([
      ['emea', rows.length / 2],
      ['apac', rows.length / 2],
    ]);
    const records = (await read('csv')).trimEnd().split('\r\n');
    expect(records[0]).toMatch(/^profile,workload/);
    expect(records.slice(1).map((record) => record.split(',')[0])).toEqual(rows.map((row) => row.profile));
  });

  test('writes a file for each, and requires the profile in its name', async () => {
    const { env, folder } = await fileWith(['emea', 'apac']);
    const words = (name: string) => [
      'usage',
      '--all-profiles',
      '--format',
      'csv',
      '--out',
      join(folder, name),
    ];
    expect(await runProgram(words('usage.csv'), { env })).toMatchObject({
      code: 2,
      error: expect.stringContaining('usage-{profile}.csv'),
    });
    expect((await runProgram(words('usage-{profile}.csv'), { env })).code).toBe(0);
    const [emea, apac] = await Promise.all(
      ['emea', 'apac'].map((name) => readFile(join(folder, `usage-${name}.csv`), 'utf8')),
    );
    expect(emea).toContain('customerName');
    expect(apac).toBe(emea);
  });

  test('records the partners of a history, each under the name of its profile', async () => {
    const { env, folder } = await fileWith(['emea', 'apac']);
    const place = ['--history', join(folder, 'history')];
    const recorded = await runProgram(['history', 'record', '--all-profiles', ...place], { env });
    expect(recorded.code).toBe(0);
    const partnersOf = async (words: readonly string[]) => {
      const { out } = await runProgram(['history', ...words, ...place, '--format', 'json']);
      const rows: readonly { readonly partner: string }[] = JSON.parse(out);
      return [...new Set(rows.map(({ partner }) => partner))];
    };
    expect(await partnersOf(['list', '--all-profiles'])).toEqual(['apac', 'emea']);
    expect(await partnersOf(['list', '--profile', 'emea'])).toEqual(['emea']);
    expect(await partnersOf(['trend', '--profile', 'apac'])).toEqual(['apac']);
  });
});

describe('--all-profiles with workbooks', () => {
  test('writes a workbook for each profile, and prints none', async () => {
    const { env, folder } = await fileWith(['emea', 'apac']);
    const words = ['usage', '--by', 'workload', '--all-profiles', '--format', 'xlsx'];
    expect(await runProgram(words, { env })).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('Add --out usage-{profile}.xlsx.'),
    });
    const report = ['report', '--all-profiles', '--snapshots', '1', '--xlsx'];
    expect(await runProgram([...report, join(folder, 'report.xlsx')], { env })).toMatchObject({
      code: 2,
      error: expect.stringContaining('--xlsx: each profile has a file of its own.'),
    });
    expect((await runProgram([...report, join(folder, 'report-{profile}.xlsx')], { env })).code).toBe(0);
    for (const name of ['emea', 'apac']) {
      const workbook = await readFile(join(folder, `report-${name}.xlsx`));
      expect(workbook.subarray(0, 2).toString()).toBe('PK');
    }
  });
});

describe('joined output', () => {
  test('keeps CSV records with line breaks intact, for any chunks', () => {
    const text = '\uFEFFname;note\r\n"a;""b";"two\r\nlines"\r\nc;\r\n';
    for (let size = 1; size < text.length; size += 1) {
      const joiner = createJoiner('csv');
      let joined = '';
      for (const profile of ['one', 'two']) {
        joined += joiner.begin(profile);
        for (let at = 0; at < text.length; at += size) joined += joiner.write(text.slice(at, at + size));
        joined += joiner.end();
      }
      const records = (name: string) => `${name};"a;""b";"two\r\nlines"\r\n${name};c;\r\n`;
      expect(joined + joiner.close()).toBe(`\uFEFFprofile;name;note\r\n${records('one')}${records('two')}`);
    }
  });

  test('of JSON has null for a profile that printed nothing', () => {
    const joiner = createJoiner('json');
    const put = (name: string, text: string) => joiner.begin(name) + joiner.write(text) + joiner.end();
    const joined = put('one', '[1]\n') + put('two', '') + joiner.close();
    expect(JSON.parse(joined)).toEqual({ one: [1], two: null });
  });
});
