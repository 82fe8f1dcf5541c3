import { AuthenticationError } from '../errors/authentication-error.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { describeThrown } from './describe-thrown.ts';
import { notShown } from './not-shown.ts';
import type { TokenStore } from './token-store.ts';
import { isTokenText } from './token-text.ts';

/** Loads refresh tokens and saves new ones. One that could not be saved stays in memory, so that it is not lost. */
export class RefreshTokenKeeper {
  readonly #store: TokenStore;
  readonly #clientSecret: string;
  #unsaved: string | undefined;
  /** The token last known to be in the store: the store's own errors may quote it. */
  #stored: string | undefined;

  constructor(store: TokenStore, clientSecret: string) {
    this.#store = store;
    this.#clientSecret = clientSecret;
  }

  get hasUnsaved(): boolean {
    return this.#unsaved !== undefined;
  }

  async load(): Promise<string> {
    let token: unknown;
    try {
      token = await this.#store.load();
    } catch (error) {
      const reason = describeThrown(error, this.#secrets());
      throw new AuthenticationError({
        message: `Load the refresh token: tokenStore.load failed, ${reason}. Nothing was sent. Check the store.`,
        cause: new Error(reason),
      });
    }
    if (isTokenText(token)) {
      this.#stored = token;
      return token;
    }
    throw new ConfigurationError({
      argument: 'tokenStore.load',
      expected: 'a refresh token: text without spaces or line ends',
      received: notShown(token),
      example: '{ load: () => readSecret(), save: (refreshToken) => writeSecret(refreshToken) }',
    });
  }

  /** Saves a new refresh token. Until that has succeeded, {@link saveUnsaved} tries again. */
  async save(refreshToken: string): Promise<void> {
    this.#unsaved = refreshToken;
    try {
      await this.#store.save(refreshToken);
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
