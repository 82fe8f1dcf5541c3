import { abortable, createDeadline } from '../call/abort.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { describeThrown } from './redact-secrets.ts';
import { callStore, type SharedAccessToken, type StoreLimits, type TokenStore } from './token-store.ts';

export interface SharingSettings extends StoreLimits {
  readonly store: TokenStore;
  readonly clientSecret: string;
}

/** The part of a token store that is for processes that share it. With a store for one process it does nothing. */
export class SharedTokens {
  readonly #settings: SharingSettings;

  constructor(settings: SharingSettings) {
    this.#settings = settings;
  }

  /** The access token of another process. A failure of the store costs one refresh. */
  async load(scope: string, abortSignal: AbortSignal): Promise<SharedAccessToken | undefined> {
    const { store } = this.#settings;
    if (store.loadAccessToken === undefined) return undefined;
    try {
      return await callStore(this.#settings, abortSignal, async () => store.loadAccessToken?.(scope));
    } catch {
      abortSignal.throwIfAborted();
      return undefined;
    }
  }

  async save(scope: string, token: SharedAccessToken, abortSignal: AbortSignal): Promise<void> {
    const { store } = this.#settings;
    if (store.saveAccessToken === undefined) return;
    const save = async () => store.saveAccessToken?.(scope, token);
    await callStore(this.#settings, abortSignal, save).catch(() => {});
  }

  /**
   * Does `work` while holding the lock, so that no other process refreshes.
   * @throws {AuthenticationError} when the lock can't be acquired within `waitInMs`, or the reason of the signal.
   */
  async alone<Value>(work: () => Promise<Value>, waitInMs: number, abortSignal: AbortSignal): Promise<Value> {
    if (this.#settings.store.lock === undefined) return work();
    const unlock = await this.#lock(waitInMs, abortSignal);
    try {
      return await work();
    } finally {
      // The result matters more than the lock, which expires on its own.
      await callStore(this.#settings, undefined, unlock).catch(() => {});
    }
  }

  async #lock(waitInMs: number, abortSignal: AbortSignal): Promise<() => Promise<void>> {
    const { store, clock, clientSecret } = this.#settings;
    const deadline = createDeadline(clock, waitInMs, abortSignal);
    const locking = (async () => (await store.lock?.(deadline.abortSignal)) ?? (async () => {}))();
    try {
      return await abortable(locking, deadline.abortSignal, (unlock) => void unlock().catch(() => {}));
    } catch (error) {
      abortSignal.throwIfAborted();
      const reason = deadline.hasExpired()
        ? `another process has held it for ${waitInMs} ms`
        : describeThrown(error, [clientSecret]);
      throw new AuthenticationError({
        message: `Lock the refresh token: tokenStore.lock failed, ${reason}. Nothing was sent. Check the store.`,
        cause: new Error(reason),
      });
    } finally {
      deadline.release();
    }
  }
}
