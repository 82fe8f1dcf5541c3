import { chmod, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkerNote } from '@licenses-usage/fleet';
import { findRedisServer, hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { runProgram } from '../support/run-program.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const demo = (out: string, env: Readonly<Record<string, string>>, ...more: readonly string[]) =>
  runProgram(['fleet', '--demo', '--out', out, ...more], { env });

async function writeProgram(path: string, script: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o700);
}

describe.runIf(hasRedisServer())('the demonstration of a fleet', () => {
  test('runs two workers on the Redis that the variable names, and starts anew each time', async () => {
    const redis = await startRedisServer();
    onTestFinished(() => redis.stop());
    const env = { REDIS_URL: redis.url };
    const out = join(await temporaryFolder(), 'demo.ndjson');
    expect(await demo(out, env)).toStrictEqual({
      code: 0,
      out: '',
      error: `12 customers on the queue. Two workers start.\n12 customers asked, with 43 rows. Written to ${out}.\n`,
    });
    expect((await readFile(out, 'utf8')).trimEnd().split('\n')).toHaveLength(12);
    const status = ['fleet', 'status', '--queue', 'licenses-usage-demo', '--format', 'json'];
    const workersOf = async (): Promise<readonly WorkerNote[]> =>
      JSON.parse((await runProgram(status, { env })).out).workers;
    const first = await workersOf();
    expect(first.map(({ name }) => name).toSorted()).toStrictEqual(['one', 'two']);
    expect(first.map(({ working }) => working)).toStrictEqual([false, false]);
    await writeFile(out, 'mine\n');
    expect(await demo(out, env, '--force', '--quiet')).toStrictEqual({ code: 0, out: '', error: '' });
    expect((await readFile(out, 'utf8')).trimEnd().split('\n')).toHaveLength(12);
    // The workers of the second run have asked again.
    const second = (await workersOf()).filter(({ id }) => first.every((worker) => worker.id !== id));
    expect(second.reduce((sum, { succeeded }) => sum + succeeded, 0)).toBe(12);
  });

  test('starts a private Redis, or a Valkey, and leaves nothing of it behind', async () => {
    const [bin, temporary] = [await temporaryFolder(), await temporaryFolder()];
    await writeProgram(join(bin, 'redis-server'), "echo 'The configuration is wrong.'; exit 1");
    const log = join(bin, 'log');
    const start = `printf '%s\\n' "$$" "$PWD" "$@" > ${log}; exec ${findRedisServer()} "$@"`;
    await writeProgram(join(bin, 'valkey-server'), start);
    vi.stubEnv('TMPDIR', temporary);
    try {
      const { code, error } = await demo(join(bin, 'demo.ndjson'), { PATH: bin });
      expect(error).toContain('12 customers asked, with 43 rows.');
      expect(code).toBe(0);
    } finally {
      vi.unstubAllEnvs();
    }
    const [id, folder = '', ...words] = (await readFile(log, 'utf8')).split('\n');
    expect(folder.startsWith(join(temporary, 'licenses-usage-demo-'))).toBe(true);
    expect(words.slice(0, -1)).toStrictEqual([
      '--port',
      '0',
      '--unixsocket',
      join(folder, 'redis.sock'),
      '--save',
      '',
      '--appendonly',
      'no',
    ]);
    expect(await readdir(temporary)).toStrictEqual([]);
    expect(() => process.kill(Number(id), 0)).toThrow('ESRCH');
  });
});

describe('the demonstration of a fleet that cannot run', () => {
  test('says how to install Redis if it is missing', async () => {
    const PATH = await temporaryFolder();
    expect(await demo(join(PATH, 'x.ndjson'), { PATH })).toStrictEqual({
      code: 2,
      out: '',
      error:
        'The demonstration needs Redis, and there is none on this machine. Install it (apt-get install redis-server, ' +
        'brew install redis), or set REDIS_URL to one that runs, such as redis://localhost:6379.\n',
    });
  });

  test.for(['REDIS_URL', 'DATABASE_URL'])('starts no Redis if %s names a queue', async (name) => {
    const PATH = await temporaryFolder();
    const { code, error } = await demo(join(PATH, 'x'), { PATH, [name]: 'mysql://x' });
    expect([code, error]).toEqual([2, expect.stringMatching(`^${name} is not an address such as `)]);
  });

  test('refuses an existing file before it starts Redis', async () => {
    const PATH = await temporaryFolder();
    const out = join(PATH, 'x.ndjson');
    await writeFile(out, 'mine\n');
    const { code, error } = await demo(out, { PATH });
    expect({ code, text: await readFile(out, 'utf8') }).toStrictEqual({ code: 2, text: 'mine\n' });
    expect(error).toContain('add --force');
  });
});
