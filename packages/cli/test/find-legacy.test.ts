import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { CommandError, exitCode } from '../src/exit.ts';
import { runProgram, runSlowly } from './support/run-program.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const partner = 'getPartnerLicensesUsage';

async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return folder;
}

describe('find-legacy', () => {
  const call = `get('/v1/analytics/licenses/usage')`;

  test('names file, line, column and replacement, and ends with 1', async () => {
    const utf16 = Buffer.from('\uFEFFGet-PCLicenseUsage', 'utf16le');
    const folder = await folderOf({ 'a/b.ts': `\n  ${call}`, 'c.ps1': utf16, 'readme.md': call });
    const { code, out, error } = await runProgram(['find-legacy', folder]);
    expect({ code, error }).toStrictEqual({ code: 1, error: '' });
    expect(out).toContain(
      'a/b.ts:2:7  /v1/analytics/licenses/usage\n  getPartnerLicensesUsage → listLicensesUsage(',
    );
    expect(out).toContain('c.ps1:1:1  Get-PCLicenseUsage\n');
    expect(out).toMatch(/^2 calls to superseded operations in 2 sources\.$/m);
    expect(out).toMatch(/^Looked at 1 TypeScript or JavaScript, 1 PowerShell\.$/m);
    expect(out).toMatch(/^Looked for addresses .*member chains.*cmdlets.*methods of the client\.$/m);
    expect(out).toMatch(/^Not read: 1 file of other kinds\.$/m);
    const json: unknown = JSON.parse((await runProgram(['find-legacy', folder, '--format', 'json'])).out);
    expect(json).toMatchObject({
      sources: 2,
      lookedAt: { kinds: { 'TypeScript or JavaScript': 1, PowerShell: 1 }, notRead: 1 },
      findings: [
        {
          file: 'a/b.ts',
          line: 2,
          column: 7,
          operation: partner,
          replacement: expect.stringContaining('groupBy'),
        },
        { file: 'c.ps1', line: 1, column: 1 },
      ],
    });
  });

  test('leaves out node_modules, .git, links and binary files, and ends with 0', async () => {
    const folder = await folderOf({
      'node_modules/x.js': call,
      '.git/x.js': call,
      'binary.js': `\0${call}`,
      'fine.ts': 'client.listLicensesUsage()',
    });
    await symlink(folder, join(folder, 'loop'));
    const { code, out } = await runProgram(['find-legacy', folder]);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringMatching(
        /^No calls to superseded operations in 1 source\.\nLooked at 1 TypeScript or JavaScript\.\n/,
      ),
    });
  });

  test('mentions files that were not read only if there are any', async () => {
    const { out } = await runProgram(['find-legacy', await folderOf({ 'a.ts': call })]);
    expect(out).not.toContain('Not read');
  });

  test('reads a file with an extension in any case, and UTF-16 without a mark', async () => {
    const folder = await folderOf({
      'A.CS': 'partner.Analytics.Licenses.Usage.Get();',
      'B.Ps1': Buffer.from('Get-PCLicenseUsage\r\n', 'utf16le'),
      'C.TS': call,
    });
    const { code, out } = await runProgram(['find-legacy', folder]);
    expect(code).toBe(1);
    expect(out).toMatch(/^3 calls to superseded operations in 3 sources\.$/m);
  });

  test('names a source that is too large to read', async () => {
    const folder = await folderOf({ 'large.js': '' });
    await truncate(join(folder, 'large.js'), 65 * 2 ** 20);
    const { code, out } = await runProgram(['find-legacy', folder]);
    expect(code).toBe(1);
    expect(out).toContain('large.js:1:1  larger than 64 MiB, so it was not read\n  not understood → look at');
  });

  test('ends with 1 even if it only finds a place that it does not understand, and lets no name control the terminal', async () => {
    const folder = await folderOf({ 'a\u001B[2J.ts': `const A = '/v1/analytics/licenses'` });
    const { code, out } = await runProgram(['find-legacy', folder]);
    expect(code).toBe(1);
    expect(out).toContain('a\uFFFD[2J.ts:1:11');
    expect(out).toMatch(/^1 place could not be understood: look at each\.$/m);
  });

  test('shows its progress on a terminal until it prints, and places in bold unless NO_COLOR is set', async () => {
    // Where it is set, progress is not animated.
    vi.stubEnv('CI', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const folder = await folderOf({ 'a.ts': call });
    const shown = await runProgram(['find-legacy', folder], { columns: 80 });
    expect(shown.error).toContain(' Reading sources');
    expect(shown.error.endsWith('\u001B[?25h')).toBe(true);
    expect(shown.out.startsWith('\u001B[1ma.ts:1:5\u001B[22m  /v1/')).toBe(true);
    const quiet = await runProgram(['find-legacy', folder, '--quiet'], {
      columns: 80,
      env: { NO_COLOR: '1' },
    });
    expect(quiet.error).toBe('');
    expect(quiet.out).toMatch(/^a\.ts:1:5 {2}/);
    expect((await runSlowly(['find-legacy', folder])).error).toBe('Reading sources: 1 file\n');
  });

  test('ends at once when it is stopped', async () => {
    const stop = new AbortController();
    const folder = await folderOf({ 'a.ts': call });
    const stopped = runProgram(['find-legacy', folder], { abortSignal: stop.signal });
    stop.abort(new CommandError('Stopped.', exitCode.interrupted));
    expect(await stopped).toStrictEqual({ code: 130, out: '', error: 'Stopped.\n' });
  });

  test('does not call a folder without sources clean', async () => {
    const { code, error } = await runProgram(['find-legacy', await folderOf({ 'a.md': call })]);
    expect(code).toBe(2);
    expect(error).toMatch(/^There are no sources in .*find-legacy --help/);
    const missing = await runProgram(['find-legacy', '/there/is/no/such/folder']);
    expect(missing).toMatchObject({
      code: 2,
      error: '/there/is/no/such/folder: there is no such file or folder.\n',
    });
  });
});
