import { randomUUID } from 'node:crypto';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';

import type { TokenStore } from '@licenses-usage/client/auth';

/** A missing or unusable setting, described without secrets. Nothing has been sent. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

const ownerOnly = 0o600;

/**
 * Keeps a refresh token in a file that only its owner can read. A new token replaces the file atomically, so that an
 * interrupted run leaves the old or the new one.
 * @throws SettingsError when the file can't be read, or others can read it.
 */
export async function createFileTokenStore(file: string): Promise<TokenStore> {
  const mode = await stat(file).then(
    (found) => found.mode & 0o777,
    () => undefined,
  );
  if (mode === undefined) {
    throw new SettingsError('The file that PARTNER_CENTER_REFRESH_TOKEN_FILE names is not there.');
  }
  if ((mode & 0o077) !== 0) {
    throw new SettingsError(
      `The file that PARTNER_CENTER_REFRESH_TOKEN_FILE names has the mode ${mode.toString(8)}: others can read the token. Run chmod 600 on it.`,
    );
  }
  return {
    load: async () => (await readFile(file, 'utf8')).trim(),
    save: async (refreshToken) => {
      const next = `${file}.${randomUUID()}`;
      await writeFile(next, refreshToken, { mode: ownerOnly, flag: 'wx' });
      await rename(next, file);
    },
  };
}
