import { abortable, createDeadline } from '../time/abort.ts';
import type { FullClock } from '../time/clock.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { refuse } from '../errors/configuration-error.ts';
import { notShown } from '../input/not-shown.ts';
import { readSecret } from '../input/values.ts';
import { describeThrown } from './redact-secrets.ts';
import { tokenStoreExample, type SharedAccessToken, type TokenStore } from './token-store.ts';

export interface TokenKeeperOptions {
  readonly store: TokenStore;
  /** Errors of the store may quote it. */
  readonly clientSecret: string;
  readonly attemptTimeoutInMs: number;
  readonly clock: FullClock;
}

export type TokenKeeper = ReturnType<typeof createTokenKeeper>;

/**
 * Creates what calls the token store. A refresh token that could not be saved stays in memory, so that it is not lost.
 * Access tokens and the lock are for processes that share a store. Without the store's methods for them, nothing is
 * done.
 */
export function createTokenKeeper({ store, clientSecret, attemptTimeoutInMs, clock }: TokenKeeperOptions) {
  let unsaved: string | undefined;
  /** The refresh token last known to be in the store: the store's own errors may quote it. */
  let stored: string | undefined;

  /** Saves a new refresh token. Until that has succeeded, {@link saveUnsaved} tries again. */
  async function save(refreshToken: string): Promise<void> {
    unsaved = refreshToken;
    try {
      await call(() => store.save(refreshToken));
    } catch (error) {
      const advice =
        'The token is kept in memory, and the next call saves it before anything else. Repair the store before the ' +
        'process ends.';
      throw failure('Save the new refresh token: tokenStore.save', error, advice);
    }
    stored = refreshToken;
    unsaved = undefined;
  }

  async function lock(waitInMs: number, abortSignal: AbortSignal): Promise<() => Promise<void>> {
    const deadline = createDeadline(clock, waitInMs, abortSignal);
    const locking = (async () => (await store.lock?.(deadline.abortSignal)) ?? (async () => {}))();
    try {
      return await abortable(locking, deadline.abortSignal, (unlock) => void unlock().catch(() => {}));
    } catch (error) {
      abortSignal.throwIfAborted();
      const reason = deadline.hasExpired()
        ? new Error(`another process has held it for ${waitInMs} ms`)
        : error;
      throw failure('Lock the refresh token: tokenStore.lock', reason);
    } finally {
      deadline.release();
    }
  }

  /** Calls a method of the store. One that hangs must not hold up later callers. */
  async function call<Value>(work: () => Promise<Value>, abortSignal?: AbortSignal): Promise<Value> {
    const deadline = createDeadline(clock, attemptTimeoutInMs, abortSignal);
    try {
      return await abortable((async () => work())(), deadline.abortSignal);
    } catch (error) {
      throw deadline.hasExpired() ? new Error(`no answer within ${attemptTimeoutInMs} ms`) : error;
    } finally {
      deadline.release();
    }
  }

  function failure(
    tried: string,
    error: unknown,
    advice = 'Nothing was sent. Check the store.',
  ): AuthenticationError {
    const secrets = [clientSecret, stored, unsaved].filter((secret) => secret !== undefined);
    const reason = describeThrown(error, secrets);
    return new AuthenticationError({
      message: `${tried} failed, ${reason}. ${advice}`,
      cause: new Error(reason),
    });
  }

  return {
    get hasUnsaved(): boolean {
      return unsaved !== undefined;
    },

    /**
     * Loads the refresh token.
     * @throws {AuthenticationError | ConfigurationError} or the reason of the signal.
     */
    async load(abortSignal?: AbortSignal): Promise<string> {
      let loaded: unknown;
      try {
        loaded = await call(() => store.load(), abortSignal);
      } catch (error) {
        abortSignal?.throwIfAborted();
        throw failure('Load the refresh token: tokenStore.load', error);
      }
      const refreshToken = readSecret(loaded);
      if (refreshToken === undefined) {
        const expected = 'a refresh token: text without spaces or line ends';
        return refuse('tokenStore.load', expected, notShown(loaded), tokenStoreExample);
      }
      stored = refreshToken;
      return refreshToken;
    },

    save,

    /** Saves and returns the token that an earlier call could not save; does nothing when there is none. */
    async saveUnsaved(): Promise<string | undefined> {
      const refreshToken = unsaved;
      if (refreshToken !== undefined) await save(refreshToken);
      return refreshToken;
    },

    /** The access token of another process. A failure of the store costs one refresh. */
    async loadAccessToken(scope: string, abortSignal: AbortSignal): Promise<SharedAccessToken | undefined> {
      try {
        return await call(async () => store.loadAccessToken?.(scope), abortSignal);
      } catch {
        abortSignal.throwIfAborted();
        return undefined;
      }
    },

    /** Leaves an access token for the other processes. A failure of the store costs them one refresh. */
    async saveAccessToken(scope: string, token: SharedAccessToken, abortSignal: AbortSignal): Promise<void> {
      await call(async () => store.saveAccessToken?.(scope, token), abortSignal).catch(() => {});
    },

    /**
     * Does `work` while holding the lock, so that no other process refreshes.
     * @throws {AuthenticationError} when the lock can't be acquired within `waitInMs`, or the reason of the signal.
     */
    async alone<Value>(
      work: () => Promise<Value>,
      waitInMs: number,
      abortSignal: AbortSignal,
    ): Promise<Value> {
      if (store.lock === undefined) return work();
      const unlock = await lock(waitInMs, abortSignal);
      try {
        return await work();
      } finally {
        // The result matters more than the lock, which expires on its own.
        await call(unlock).catch(() => {});
      }
    },
  };
}
