import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RefreshTokenFile, requirePrivate, unlockingAfter } from '../../src/connection/refresh-token-file.ts';
import { lockFile } from '../../src/files/lock-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function tokenFile(mode = 0o600): Promise<string> {
  const path = join(await temporaryFolder(), 'token');
  await writeFile(path, '\uFEFF first\r\n');
  await chmod(path, mode);
  return path;
}

describe('a file with a refresh token', () => {
  test('is trimmed, and locked until it is released', async () => {
    const path = await tokenFile();
    const file = new RefreshTokenFile(path, 'NAME', 0);
    expect(await file.load()).toBe('first');
    // The next refresh of the same program has the lock already.
    expect(await file.load()).toBe('first');
    const other = new RefreshTokenFile(path, 'NAME', 0);
    await expect(other.load()).rejects.toThrow(
      `NAME: another program has held ${path} locked for 0 seconds.`,
    );
    await file.unlock();
    await file.unlock();
    expect(await other.load()).toBe('first');
    await other.unlock();
  });

  test('gets the new token as a line, and stays private', async () => {
    const path = await tokenFile();
    await new RefreshTokenFile(path, 'NAME').save('second');
    expect(await readFile(path, 'utf8')).toBe('second\n');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(dirname(path))).toStrictEqual(['token']);
    await rm(path);
    await new RefreshTokenFile(path, 'NAME').save('third');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test("that can't be written is named by its variable", async () => {
    const path = await tokenFile();
    await rm(dirname(path), { recursive: true });
    await mkdir(dirname(path));
    await writeFile(path, '');
    const below = new RefreshTokenFile(join(path, 'token'), 'NAME');
    await expect(below.save('second')).rejects.toThrow('NAME: this is not a folder.');
  });

  test.for([0o640, 0o604, 0o610, 0o666])(
    'is refused with mode %o, with the command that repairs it',
    async (mode) => {
      const path = await tokenFile(mode);
      const file = new RefreshTokenFile(path, 'NAME');
      await expect(file.load()).rejects.toThrow(
        `${path} has mode 0${mode.toString(8)}: others can read the refresh token. Run: chmod 600 ${path}`,
      );
    },
  );

  test('is accepted if only its owner can read it, and reported if it is missing', async () => {
    for (const mode of [0o600, 0o400, 0o700])
      await requirePrivate(await tokenFile(mode), 'NAME', 'client secret');
    const folder = await temporaryFolder();
    for (const path of [folder, join(folder, 'none')]) {
      await expect(requirePrivate(path, 'NAME', 'client secret')).rejects.toThrow(
        `NAME names ${path}, and there is no such file. Put the client secret into it, with mode 0600.`,
      );
      await expect(requirePrivate(path, 'NAME', 'refresh token')).rejects.toThrow(
        'Put the refresh token of a partner user into it, with mode 0600.',
      );
    }
    await expect(requirePrivate(await tokenFile(0o644), 'NAME', 'client secret')).rejects.toThrow(
      'others can read the client secret',
    );
  });
});

describe('a credential of such a file', () => {
  async function withRefreshes() {
    const path = await tokenFile();
    const file = new RefreshTokenFile(path, 'NAME', 0);
    await file.load();
    const refreshes: (() => void)[] = [];
    const given: unknown[] = [];
    const credential = unlockingAfter(file, {
      getToken: (_scopes, options) =>
        new Promise((resolve) => {
          given.push(options);
          refreshes.push(() => resolve({ token: 'access', expiresOnTimestamp: 1 }));
        }),
    });
    const isLocked = async () => {
      const lock = await lockFile(path);
      if ('heldBy' in lock) return true;
      await lock.release();
      return false;
    };
    return { credential, refreshes, given, isLocked };
  }

  test('unlocks it when the last of several refreshes has ended', async () => {
    const { credential, refreshes, isLocked } = await withRefreshes();
    const [one, two] = [credential.getToken('scope'), credential.getToken('scope')];
    refreshes[0]?.();
    expect(await one).toMatchObject({ token: 'access' });
    expect(await isLocked()).toBe(true);
    refreshes[1]?.();
    await two;
    expect(await isLocked()).toBe(false);
  });

  test('rejects an aborted caller at once, and keeps the file locked until the refresh has ended', async () => {
    const { credential, refreshes, given, isLocked } = await withRefreshes();
    const stop = new AbortController();
    const waiting = credential.getToken('scope', { abortSignal: stop.signal, forceRefresh: true });
    stop.abort(new Error('stopped'));
    await expect(waiting).rejects.toThrow('stopped');
    expect(given).toStrictEqual([{ forceRefresh: true }]);
    expect(await isLocked()).toBe(true);
    refreshes[0]?.();
    await expect.poll(isLocked).toBe(false);
    expect(() => credential.getToken('scope', { abortSignal: stop.signal })).toThrow('stopped');
    expect(given).toHaveLength(1);
  });
});
