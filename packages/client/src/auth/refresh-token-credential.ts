import { abortable } from '../call/abortable.ts';
import { completeClock, systemClock, type Clock } from '../call/clock.ts';
import type { Fetch } from '../call/transport.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { requireDurationInMs } from '../input/duration.ts';
import { requireAuthority, type AuthorityName, type AuthorityUrl } from './authority.ts';
import { requireClientId, requireClientSecret, requireTenantId } from './identity.ts';
import { RefreshTokenKeeper } from './refresh-token-keeper.ts';
import { chooseScope, requireScope, withRefreshToken } from './scope.ts';
import { SingleFlight } from './single-flight.ts';
import { readGrant } from './token-answer.ts';
import type { AccessToken, GetTokenOptions, TokenCredential } from './token-credential.ts';
import { postForm, triedAt, type TokenEndpoint } from './token-endpoint.ts';
import { requireTokenStore, type TokenStore } from './token-store.ts';

export interface RefreshTokenCredentialOptions {
  /** The partner's tenant: its GUID, or one of its domains. */
  readonly tenantId: string;
  /** The GUID of the app registration that the partner user consented to. */
  readonly clientId: string;
  /** The value of a client secret of that app, not the secret's id. */
  readonly clientSecret: string;
  /** Where the refresh token is kept. */
  readonly tokenStore: TokenStore;
  /** A cloud, or the URL of an authority: https, or http to this machine. Default: `global`. */
  readonly authority?: AuthorityName | AuthorityUrl | undefined;
  /**
   * Asked for in place of what the caller of `getToken` names, such as
   * `https://api.partnercenter.microsoft.com/user_impersonation`. Default: what the caller names, which for this
   * package's client is `https://api.partnercenter.microsoft.com/.default`.
   */
  readonly scope?: string | undefined;
  /** How long one request may take until the last byte of its answer. Default: 30,000. `Infinity` for no limit. */
  readonly attemptTimeoutInMs?: number | undefined;
  /** Sends the requests. Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Time, for tests. Default: the system's. */
  readonly clock?: Clock | undefined;
}

/**
 * Creates a credential for the secure application model: a partner user signed in once, with multi-factor
 * authentication, and the refresh token of that sign-in gives App+User tokens from then on.
 *
 * `getToken` hands out the token it has until shortly before its end, and makes one request however many callers
 * wait. A new refresh token is saved before the access token that came with it is handed out. `claims` and
 * `forceRefresh` ask for a new token. An abort rejects the caller who aborted; the request goes on for the others.
 * Nothing is retried.
 *
 * `getToken` rejects with an `AuthenticationError`, a `ConfigurationError`, or the reason of the caller's own abort.
 * The credential and its errors can be printed: they show no secret and no token.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/enable-secure-app-model
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createRefreshTokenCredential(options: RefreshTokenCredentialOptions): TokenCredential {
  return new RefreshTokenCredential(options);
}

interface TokenRequest {
  readonly scope: string;
  readonly claims: string | undefined;
  readonly mayBeCached: boolean;
}

class RefreshTokenCredential implements TokenCredential {
  readonly #endpoint: TokenEndpoint;
  readonly #clientId: string;
  readonly #clientSecret: string;
  readonly #scope: string | undefined;
  readonly #refreshTokens: RefreshTokenKeeper;
  readonly #accessTokens = new Map<string, AccessToken>();
  readonly #refreshes = new SingleFlight<AccessToken>();

  constructor(options: RefreshTokenCredentialOptions) {
    const tenantId = requireTenantId(options.tenantId);
    this.#clientId = requireClientId(options.clientId);
    this.#clientSecret = requireClientSecret(options.clientSecret);
    this.#refreshTokens = new RefreshTokenKeeper(requireTokenStore(options.tokenStore), this.#clientSecret);
    this.#scope = options.scope === undefined ? undefined : requireScope('scope', options.scope);
    this.#endpoint = {
      url: `${requireAuthority(options.authority ?? 'global')}/${tenantId}/oauth2/v2.0/token`,
      fetch: requireFetch(options.fetch ?? ((input, init) => globalThis.fetch(input, init))),
      clock: completeClock(options.clock ?? systemClock),
      attemptTimeoutInMs: requireDurationInMs(
        'attemptTimeoutInMs',
        options.attemptTimeoutInMs ?? 30_000,
        30_000,
      ),
    };
  }

  async getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const { abortSignal, claims, forceRefresh = false } = options;
    abortSignal?.throwIfAborted();
    const request = {
      scope: chooseScope(this.#scope, scopes),
      claims,
      mayBeCached: claims === undefined && !forceRefresh,
    };
    const current = this.#current(request);
    if (current !== undefined && !this.#refreshTokens.hasUnsaved) return current;
    const refreshed = this.#refreshes.run(JSON.stringify(request), () => this.#refresh(request));
    return abortSignal === undefined ? refreshed : abortable(refreshed, abortSignal);
  }

  /** The token in hand, unless it ends soon or will not do. */
  #current({ scope, mayBeCached }: TokenRequest): AccessToken | undefined {
    const accessToken = mayBeCached ? this.#accessTokens.get(scope) : undefined;
    const refreshAt = accessToken?.refreshAfterTimestamp ?? 0;
    return this.#endpoint.clock.now() < refreshAt ? accessToken : undefined;
  }

  async #refresh(request: TokenRequest): Promise<AccessToken> {
    const saved = await this.#refreshTokens.saveUnsaved();
    // While this waited its turn, another refresh may have brought the token.
    const current = this.#current(request);
    if (current !== undefined) return current;

    const refreshToken = saved ?? (await this.#refreshTokens.load());
    const { clock } = this.#endpoint;
    const requestedAt = clock.now();
    const secrets = [this.#clientSecret, refreshToken];
    const answer = await postForm(this.#endpoint, this.#form(refreshToken, request), secrets);
    const grant = readGrant(answer, {
      tried: triedAt(this.#endpoint),
      secrets,
      requestedAt,
      now: clock.now(),
    });
    const isNew = grant.refreshToken !== undefined && grant.refreshToken !== refreshToken;
    if (isNew) await this.#refreshTokens.save(grant.refreshToken);
    const accessToken = grant.readAccessToken();
    this.#accessTokens.set(request.scope, accessToken);
    return accessToken;
  }

  #form(refreshToken: string, { scope, claims }: TokenRequest): URLSearchParams {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: this.#clientId,
      client_secret: this.#clientSecret,
      refresh_token: refreshToken,
      scope: withRefreshToken(scope),
    });
    if (claims !== undefined) form.set('claims', claims);
    return form;
  }
}

function requireFetch(fetch: Fetch): Fetch {
  if (typeof fetch === 'function') return fetch;
  throw new ConfigurationError({
    argument: 'fetch',
    expected: 'a function like the global fetch',
    received: typeof fetch,
    example: 'globalThis.fetch',
  });
}
