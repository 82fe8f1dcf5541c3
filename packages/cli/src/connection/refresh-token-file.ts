import { stat } from 'node:fs/promises';
import type { TokenCredential, TokenStore } from '@licenses-usage/client/auth';
import { CommandError } from '../exit.ts';
import { findTarget } from '../files/find-target.ts';
import { waitForLock, type FileLock } from '../files/lock-file.ts';
import { readTextFile, trimValue } from '../files/read-text.ts';
import { replaceFile } from '../files/replace-file.ts';
import { named } from '../files/system-error.ts';
import { untilAborted } from '../context.ts';

/** A little longer than one request to the token endpoint may take. */
const lockTimeoutInMs = 40_000;

/**
 * Keeps the refresh token in a file that only its owner can read. The file is locked from `load` to the end of the refresh:
 * two programs that redeem the same token would overwrite each other's new one.
 */
export class RefreshTokenFile implements TokenStore {
  readonly #path: string;
  /** The variable or field that names the file. */
  readonly #name: string;
  readonly #timeoutInMs: number;
  #lock: FileLock | undefined;

  /** @param timeoutInMs How long to wait for a program that holds the file. */
  constructor(path: string, name: string, timeoutInMs = lockTimeoutInMs) {
    this.#path = path;
    this.#name = name;
    this.#timeoutInMs = timeoutInMs;
  }

  async load(): Promise<string> {
    await requirePrivate(this.#path, this.#name, 'refresh token');
    const target = await findTarget(this.#path);
    this.#lock ??= await waitForLock(target.path, { timeoutInMs: this.#timeoutInMs });
    if (this.#lock === undefined) {
      throw new CommandError(
        `${this.#name}: another program has held ${this.#path} locked for ${this.#timeoutInMs / 1000} seconds.`,
      );
    }
    return trimValue(await readTextFile(this.#path, this.#name));
  }

  async save(refreshToken: string): Promise<void> {
    try {
      const replacement = await replaceFile(await findTarget(this.#path), { mode: 0o600 });
      try {
        await replacement.file.writeFile(`${refreshToken}\n`);
        await replacement.commit();
      } finally {
        await replacement.discard();
      }
    } catch (error) {
      throw named(this.#name, error);
    }
  }

  /** Releases the file for other programs. */
  async unlock(): Promise<void> {
    const lock = this.#lock;
    this.#lock = undefined;
    await lock?.release();
  }
}

/** A credential that unlocks the token file when the last refresh has ended. */
export function unlockingAfter(file: RefreshTokenFile, credential: TokenCredential): TokenCredential {
  let underWay = 0;
  return {
    getToken(scopes, { abortSignal, ...options } = {}) {
      abortSignal?.throwIfAborted();
      underWay += 1;
      // Without the signal: the refresh, and with it the lock, outlives a caller that aborts.
      const token = credential.getToken(scopes, options).finally(async () => {
        underWay -= 1;
        if (underWay === 0) await file.unlock();
      });
      return abortSignal === undefined ? token : untilAborted(token, abortSignal);
    },
  };
}

/**
 * @param name The variable or field that names the file.
 * @throws {CommandError} for a file that is missing, or that others can read. On Windows the mode says nothing.
 */
export async function requirePrivate(
  path: string,
  name: string,
  content: 'refresh token' | 'client secret',
): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || !found.isFile()) {
    throw new CommandError(
      `${name} names ${path}, and there is no such file. ` +
        `Put the ${content}${content === 'refresh token' ? ' of a partner user' : ''} into it, with mode 0600.`,
    );
  }
  const mode = found.mode & 0o777;
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) {
    throw new CommandError(
      `${path} has mode 0${mode.toString(8)}: others can read the ${content}. Run: chmod 600 ${path}`,
    );
  }
}
