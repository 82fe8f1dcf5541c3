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

export const tokenStoreExample =
  '{ load: () => readSecret(), save: (refreshToken) => writeSecret(refreshToken) }';
