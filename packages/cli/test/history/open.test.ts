import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderHistory, History } from '@licenses-usage/history';
import { describe, expect, test, vi } from 'vitest';
import { requireFolder, withEmptyDemo, withHistory } from '../../src/history/open.ts';
import { collect } from '../support/collect.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function contextOf(env: Readonly<Record<string, string>> = {}) {
  return { stdout: collect(), stderr: collect(), env, abortSignal: new AbortController().signal };
}

const placeOf = async ({ place }: History | FolderHistory) => place;

describe('the history of a command', () => {
  test('is the folder of the option, else that of the variable, else that of a file', async () => {
    const folder = await temporaryFolder();
    const dotenv = join(folder, '.env');
    await writeFile(dotenv, `LICENSES_USAGE_HISTORY=${join(folder, 'file')}\n`);
    const env = { LICENSES_USAGE_HISTORY: join(folder, 'variable') };
    expect(await withEmptyDemo({ history: join(folder, 'option') }, contextOf(env), placeOf)).toBe(
      join(folder, 'option'),
    );
    expect(await withEmptyDemo({ demo: true }, contextOf(env), placeOf)).toBe(join(folder, 'variable'));
    expect(await withEmptyDemo({ dotenv }, contextOf(), placeOf)).toBe(join(folder, 'file'));
  });

  test('may be empty, but has to exist for a command that reads it', async () => {
    const folder = await temporaryFolder();
    expect(await withHistory({ history: folder }, contextOf(), placeOf)).toBe(folder);
  });

  test('has to be named', async () => {
    await expect(withEmptyDemo({}, contextOf(), placeOf)).rejects.toThrow(
      'Say where the history is: --history <folder>, or LICENSES_USAGE_HISTORY. To try it without an account, add --demo.',
    );
  });

  test('of a demonstration is in a folder of its own, which is gone afterwards', async () => {
    const folder = await temporaryFolder();
    vi.stubEnv('TMPDIR', folder);
    try {
      const place = await withEmptyDemo({ demo: true }, contextOf(), async (history) => {
        expect(await history.snapshots()).toStrictEqual([]);
        return history.place;
      });
      expect(place.startsWith(join(folder, 'licenses-usage-demo-'))).toBe(true);
      const failed = withEmptyDemo({ demo: true }, contextOf(), async ({ place: its }) => {
        await writeFile(join(its, 'left'), '');
        throw new Error('It failed.');
      });
      await expect(failed).rejects.toThrow('It failed.');
      expect(await readdir(folder)).toStrictEqual([]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('may be in a folder whose name resembles an address', async () => {
    const folder = join(await temporaryFolder(), 'postgres:x');
    await expect(withHistory({ history: folder }, contextOf(), placeOf)).rejects.toMatchObject({
      message: `There is no history in ${folder}. To begin one: licenses-usage history record --history ${folder}`,
      exitCode: 4,
    });
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });

  test.for(['postgres://nobody@127.0.0.1:1/none', 'POSTGRESQL://nobody@127.0.0.1:1/none'])(
    'in Postgres is unreachable if nothing answers at %s',
    async (history) => {
      await expect(withHistory({ history }, contextOf(), placeOf)).rejects.toThrow(
        /^The history in Postgres can't be reached: .*ECONNREFUSED.*127\.0\.0\.1:1\.$/,
      );
    },
  );

  test('in Postgres is queried with psql instead of a command', async () => {
    const folder = await temporaryFolder();
    await withEmptyDemo({ history: folder }, contextOf(), async (history) => {
      const ofFolder = requireFolder(history, 'history query');
      expect(ofFolder).toBe(history);
      const inPostgres: History = { ...ofFolder };
      Reflect.deleteProperty(inPostgres, 'query');
      expect(() => requireFolder(inPostgres, 'history query')).toThrow(
        'history query reads a folder. Ask Postgres with psql: the views are licenses_usage.usage and .deployment.',
      );
    });
  });
});
