import { open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import type { TokenStore } from '@licenses-usage/client/auth';
import { CommandError } from '../command-error.ts';

/**
 * Keeps the refresh token in a file that nobody but its owner can read. A new token replaces the file as a whole: a
 * program that is killed leaves the old token or the new one.
 */
export function createRefreshTokenFile(path: string): TokenStore {
  return {
    async load() {
      await requirePrivate(path);
      return (await readFile(path, 'utf8')).trim();
    },
    async save(refreshToken) {
      const target = await realpath(path);
      const written = `${target}.${process.pid}.new`;
      const file = await open(written, 'w', 0o600);
      try {
        await file.writeFile(`${refreshToken}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(written, target).catch(async (error: unknown) => {
        await rm(written, { force: true });
        throw error;
      });
    },
  };
}

/** @throws {CommandError} for a file that is not there, or that others can read. Windows keeps rights elsewhere. */
export async function requirePrivate(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    throw new CommandError(
      `PARTNER_CENTER_REFRESH_TOKEN_FILE names ${path}, and there is no such file. ` +
        'Put the refresh token of a partner user into it, with mode 0600.',
    );
  }
  const mode = found.mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new CommandError(
      `${path} has mode 0${mode.toString(8)}: others can read the refresh token. Run: chmod 600 ${path}`,
    );
  }
}
