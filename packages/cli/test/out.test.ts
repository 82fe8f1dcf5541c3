import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, open, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runProcess, runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const commands = [['usage'], ['report'], ['parity'], ['parity', '--all']] as const;

describe('--out', () => {
  test.for(commands)('of %j is tried before anything is sent', async (command) => {
    const { emulator, words, env } = await startEmulator();
    const folder = await temporaryFolder();
    const missing = join(folder, 'missing', 'out');
    const run = await runProgram([...command, '--out', missing, ...words], { env });
    expect(run).toMatchObject({
      code: 2,
      out: '',
      error: `--out ${missing}: there is no such file or folder.\n`,
    });
    const onFolder = await runProgram([...command, '--out', folder, ...words], { env });
    expect(onFolder).toMatchObject({ code: 2, error: `--out ${folder}: this is a folder, not a file.\n` });
    expect(emulator.requests).toHaveLength(0);
  });

  test('keeps the mode of a file, and a link to it', async () => {
    const folder = await temporaryFolder();
    const [file, link] = [join(folder, 'usage.csv'), join(folder, 'link.csv')];
    await writeFile(file, 'before');
    await chmod(file, 0o600);
    await symlink(file, link);
    expect((await runProgram(['usage', '--demo', '--format', 'csv', '--out', link])).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^customerTenantId,/);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toStrictEqual(['link.csv', 'usage.csv']);
  });

  test('writes to a device instead of replacing it', async () => {
    const device = await linkTo('/dev/null');
    expect((await runProgram(['usage', '--demo', '--out', device])).code).toBe(0);
    expect((await stat(device)).isCharacterDevice()).toBe(true);
    const scan = await runProgram(['scan', '--demo', '--out', device]);
    expect(scan).toMatchObject({
      code: 2,
      error: `--out ${device}: a scan needs a file that it can go on from.\n`,
    });
    expect((await stat(device)).isCharacterDevice()).toBe(true);
  });

  test('says in a sentence that a device is full', async () => {
    const device = await linkTo('/dev/full');
    const run = await runProgram(['usage', '--demo', '--out', device]);
    expect(run).toMatchObject({ code: 2, error: `--out ${device}: no space is left on the device.\n` });
  });
});

/** A link to a device: a program with a fault in it replaces the link alone. */
async function linkTo(device: string): Promise<string> {
  const link = join(await temporaryFolder(), 'device');
  await symlink(device, link);
  return link;
}

describe('output that is lost', () => {
  const sources = ['src', 'test'].map((folder) => new URL(`../${folder}`, import.meta.url).pathname);

  const lost = "The output can't be written: no space is left on the device.\n";

  test.runIf(process.platform === 'linux').for([['usage', '--demo'], ['--help']])(
    'ends a process that runs %j with 2',
    async (words) => {
      const full = await open('/dev/full', 'w');
      const run = await runProcess(words, { stdout: full.fd }).finally(() => full.close());
      expect(run).toMatchObject({ code: 2, error: lost });
    },
  );

  test
    .runIf(process.platform === 'linux')
    .for([
      ['usage', '--demo'],
      ['usage', '--demo', '--by', 'workload', '--format', 'json'],
      ['parity', '--demo'],
      ['parity', '--demo', '--all'],
      ['doctor', '--demo'],
      ['doctor', '--demo', '--format', 'json'],
      ['find-legacy', sources[0] ?? ''],
      ['find-legacy', sources[1] ?? ''],
      ['--help'],
      ['usage', '--help'],
      ['--version'],
      ['completion', 'bash'],
    ])('does not count as a success of %j', async (words) => {
    const stdout = createWriteStream('/dev/full');
    // The program listens to its standard output where it starts.
    stdout.on('error', () => {});
    expect(await runProgram(words, { stdout })).toMatchObject({ code: 2, error: lost });
  });
});

describe('an error of the system is a sentence', () => {
  test('when there is a folder in place of a file', async () => {
    const folder = await temporaryFolder();
    const dotenv = await runProgram(['usage', '--dotenv', folder]);
    expect(dotenv).toMatchObject({
      code: 2,
      error: `--dotenv ${folder}: this is a folder, not a file.\n`,
    });
    const file = join(folder, 'file');
    await writeFile(file, '');
    const legacy = await runProgram(['find-legacy', file]);
    expect(legacy).toMatchObject({ code: 2, error: `${file}: this is not a folder.\n` });
    const scan = await runProgram(['scan', '--demo', '--out', join(file, 'x')]);
    expect(scan).toMatchObject({ code: 2, error: `--out ${join(file, 'x')}: this is not a folder.\n` });
  });

  test.skipIf(process.getuid?.() !== 0 || process.platform !== 'linux')(
    'when the disk is full in the middle of a scan',
    async ({ skip }) => {
      const folder = await temporaryFolder();
      const mount = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', folder]);
      if (mount.status !== 0) skip('this machine mounts nothing');
      const out = join(folder, 'before.ndjson');
      const { code, error } = await runProgram(['scan', '--demo', '--out', out]);
      spawnSync('umount', [folder]);
      expect({ code, error }).toStrictEqual({
        code: 2,
        error: `--out ${out}: no space is left on the device.\n`,
      });
    },
  );
});
