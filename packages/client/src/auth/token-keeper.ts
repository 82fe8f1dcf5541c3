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

/**
 * Calls the token store. A refresh token that could not be saved stays in memory, so that it is not lost. Access tokens
 * and the lock are for processes that share a store; without the store's methods for them, nothing is done.
 */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  #unsaved: string | undefined;
  /** The refresh token last known to be in the store: the store's own errors may quote it. */
  #stored: string | undefined;

  constructor(options: TokenKeeperOptions) {
    this.#options = options;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved !== undefined;
  }

  /**
   * Loads the refresh token.
   * @throws {AuthenticationError | ConfigurationError} or the reason of the signal.
   */
  async load(abortSignal?: AbortSignal): Promise<string> {
    let loaded: unknown;
    try {
      loaded = await this.#call(() => this.#options.store.load(), abortSignal);
    } catch (error) {
      abortSignal?.throwIfAborted();
      throw this.#failure('Load the refresh token: tokenStore.load', error);
    }
    const refreshToken = readSecret(loaded);
    if (refreshToken === undefined) {
      const expected = 'a refresh token: text without spaces or line ends';
      return refuse('tokenStore.load', expected, notShown(loaded), tokenStoreExample);
    }
    this.#stored = refreshToken;
    return refreshToken;
  }

  /** Saves a new refresh token. Until that has succeeded, {@link saveUnsaved} tries again. */
  async save(refreshToken: string): Promise<void> {
    this.#unsaved = refreshToken;
    try {
      await this.#call(() => this.#options.store.save(refreshToken));
    } catch (error) {
      const advice =
        'The token is kept in memory, and the next call saves it before anything else. Repair the store before the ' +
        'process ends.';
      throw this.#failure('Save the new refresh token: tokenStore.save', error, advice);
    }
    this.#stored = refreshToken;
    this.#unsaved = undefined;
  }

  /** Saves and returns the token that an earlier call could not save; does nothing when there is none. */
  async saveUnsaved(): Promise<string | undefined> {
    const refreshToken = this.#unsaved;
    if (refreshToken !== undefined) await this.save(refreshToken);
    return refreshToken;
  }

  /** The access token of another process. A failure of the store costs one refresh. */
  async loadAccessToken(scope: string, abortSignal: AbortSignal): Promise<SharedAccessToken | undefined> {
    try {
      return await this.#call(async () => this.#options.store.loadAccessToken?.(scope), abortSignal);
    } catch {
      abortSignal.throwIfAborted();
      return undefined;
    }
  }

  /** Leaves an access token for the other processes. A failure of the store costs them one refresh. */
  async saveAccessToken(scope: string, token: SharedAccessToken, abortSignal: AbortSignal): Promise<void> {
    const save = async () => this.#options.store.saveAccessToken?.(scope, token);
    await this.#call(save, abortSignal).catch(() => {});
  }

  /**
   * Does `work` while holding the lock, so that no other process refreshes.
   * @throws {AuthenticationError} when the lock can't be acquired within `waitInMs`, or the reason of the signal.
   */
  async alone<Value>(work: () => Promise<Value>, waitInMs: number, abortSignal: AbortSignal): Promise<Value> {
    if (this.#options.store.lock === undefined) return work();
    const unlock = await this.#lock(waitInMs, abortSignal);
    try {
      return await work();
    } finally {
      // The result matters more than the lock, which expires on its own.
      await this.#call(unlock).catch(() => {});
    }
  }

  async #lock(waitInMs: number, abortSignal: AbortSignal): Promise<() => Promise<void>> {
    const { store, clock } = this.#options;
    const deadline = createDeadline(clock, waitInMs, abortSignal);
    const locking = (async () => (await store.lock?.(deadline.abortSignal)) ?? (async () => {}))();
    try {
      return await abortable(locking, deadline.abortSignal, (unlock) => void unlock().catch(() => {}));
    } catch (error) {
      abortSignal.throwIfAborted();
      const reason = deadline.hasExpired()
        ? new Error(`another process has held it for ${waitInMs} ms`)
        : error;
      throw this.#failure('Lock the refresh token: tokenStore.lock', reason);
    } finally {
      deadline.release();
    }
  }

  /** Calls a method of the store. One that hangs must not hold up later callers. */
  async #call<Value>(work: () => Promise<Value>, abortSignal?: AbortSignal): Promise<Value> {
    const { clock, attemptTimeoutInMs } = this.#options;
    const deadline = createDeadline(clock, attemptTimeoutInMs, abortSignal);
    try {
      return await abortable((async () => work())(), deadline.abortSignal);
    } catch (error) {
      throw deadline.hasExpired() ? new Error(`no answer within ${attemptTimeoutInMs} ms`) : error;
    } finally {
      deadline.release();
    }
  }

  #failure(
    tried: string,
    error: unknown,
    advice = 'Nothing was sent. Check the store.',
  ): AuthenticationError {
    const secrets = [this.#options.clientSecret, this.#stored, this.#unsaved];
    const reason = describeThrown(
      error,
      secrets.filter((secret) => secret !== undefined),
    );
    return new AuthenticationError({
      message: `${tried} failed, ${reason}. ${advice}`,
      cause: new Error(reason),
    });
  }
}
