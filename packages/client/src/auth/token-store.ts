import { abortable, createDeadline } from '../call/abort.ts';
import type { FullClock } from '../call/clock.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { refuse } from '../errors/configuration-error.ts';
import { notShown } from '../input/not-shown.ts';
import { readSecret, hasMethods } from '../input/values.ts';
import { describeThrown } from './redact-secrets.ts';

/**
 * Keeps the refresh token between runs, in a vault. A method that takes longer than `attemptTimeoutInMs` counts as
 * failed.
 */
export interface TokenStore {
  /**
   * Reads the current refresh token. Surrounding spaces, line ends and a byte order mark are ignored. Called each
   * time a token is needed, because another process may have stored a newer one.
   */
  load(): Promise<string>;
  /** Replaces the refresh token. The access token that came with it is not returned before this resolves. */
  save(refreshToken: string): Promise<void>;
  /**
   * Waits until no other process refreshes, and resolves to a function that releases the lock. Gives up when the
   * signal aborts. This method and the two below are only for stores that processes share.
   */
  lock?(abortSignal: AbortSignal): Promise<() => Promise<void>>;
  /** Reads the latest access token that any process obtained for this scope; undefined when there is none. */
  loadAccessToken?(scope: string): Promise<SharedAccessToken | undefined>;
  /** Keeps an access token for the other processes until it expires. */
  saveAccessToken?(scope: string, token: SharedAccessToken): Promise<void>;
}

/** An access token that processes share. Its times count from now, because their clocks may differ. */
export interface SharedAccessToken {
  /** The token itself, without `Bearer`. */
  readonly token: string;
  /** How long it is valid, in milliseconds. */
  readonly expiresInMs: number;
  /** When a new one is due, in milliseconds. */
  readonly refreshInMs: number;
}

const example = '{ load: () => readSecret(), save: (refreshToken) => writeSecret(refreshToken) }';

/** @throws {ConfigurationError} */
export function requireTokenStore(value: unknown): TokenStore {
  if (isTokenStore(value)) return value;
  return refuse(
    'tokenStore',
    'an object with the methods load and save',
    // The value may be the token itself.
    typeof value === 'object' && value !== null ? {} : typeof value,
    example,
  );
}

function isTokenStore(value: unknown): value is TokenStore {
  return hasMethods(value, ['load', 'save']);
}

/** Limits each call of a token store. */
export interface StoreLimits {
  readonly attemptTimeoutInMs: number;
  readonly clock: FullClock;
}

/** Calls a method of a token store. One that hangs must not hold up later callers. */
export async function callStore<Value>(
  { attemptTimeoutInMs, clock }: StoreLimits,
  abortSignal: AbortSignal | undefined,
  work: () => Promise<Value>,
): Promise<Value> {
  const deadline = createDeadline(clock, attemptTimeoutInMs, abortSignal);
  try {
    return await abortable((async () => work())(), deadline.abortSignal);
  } catch (error) {
    throw deadline.hasExpired() ? new Error(`no answer within ${attemptTimeoutInMs} ms`) : error;
  } finally {
    deadline.release();
  }
}

/** Loads refresh tokens and saves new ones. A token that could not be saved stays in memory, so that it is not lost. */
export class RefreshTokenKeeper {
  readonly #store: TokenStore;
  readonly #clientSecret: string;
  readonly #limits: StoreLimits;
  #unsaved: string | undefined;
  /** The token last known to be in the store: the store's own errors may quote it. */
  #stored: string | undefined;

  constructor(store: TokenStore, clientSecret: string, limits: StoreLimits) {
    this.#store = store;
    this.#clientSecret = clientSecret;
    this.#limits = limits;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved !== undefined;
  }

  /** @throws {AuthenticationError | ConfigurationError} or the reason of the signal. */
  async load(abortSignal?: AbortSignal): Promise<string> {
    let loaded: unknown;
    try {
      loaded = await callStore(this.#limits, abortSignal, () => this.#store.load());
    } catch (error) {
      abortSignal?.throwIfAborted();
      const reason = describeThrown(error, this.#secrets());
      throw new AuthenticationError({
        message: `Load the refresh token: tokenStore.load failed, ${reason}. Nothing was sent. Check the store.`,
        cause: new Error(reason),
      });
    }
    const refreshToken = readSecret(loaded);
    if (refreshToken === undefined) {
      return refuse(
        'tokenStore.load',
        'a refresh token: text without spaces or line ends',
        notShown(loaded),
        example,
      );
    }
    this.#stored = refreshToken;
    return refreshToken;
  }

  /** Saves a new refresh token. Until that has succeeded, {@link saveUnsaved} tries again. */
  async save(refreshToken: string): Promise<void> {
    this.#unsaved = refreshToken;
    try {
      await callStore(this.#limits, undefined, () => this.#store.save(refreshToken));
    } catch (error) {
      const reason = describeThrown(error, this.#secrets());
      throw new AuthenticationError({
        message:
          `Save the new refresh token: tokenStore.save failed, ${reason}. The token is kept in memory, and the next ` +
          'call saves it before anything else. Repair the store before the process ends.',
        cause: new Error(reason),
      });
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

  #secrets(): string[] {
    return [this.#clientSecret, this.#stored, this.#unsaved].filter((secret) => secret !== undefined);
  }
}
