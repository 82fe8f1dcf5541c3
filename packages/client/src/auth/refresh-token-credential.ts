import { abortable, throwIfAborted } from '../time/abort.ts';
import { requireClock, type Clock, type FullClock } from '../time/clock.ts';
import { resolveRetryOptions, type RetryOptions } from '../retry-options.ts';
import { SharedWork } from '../call/shared-work.ts';
import type { Fetch } from '../client-options.ts';
import { requireDurationInMs, requireFunction } from '../input/values.ts';
import {
  chooseScope,
  requireAuthority,
  requireClientId,
  requireClientSecret,
  requireScope,
  requireTenantId,
  requireTokenStore,
  type AuthorityName,
  type AuthorityUrl,
} from './credential-options.ts';
import { Redeemer, type HeldToken, type TokenRequest } from './redeem-refresh-token.ts';
import type { AccessToken, GetTokenOptions, TokenCredential } from '../credential.ts';
import { TokenEndpoint } from './token-endpoint.ts';
import { TokenKeeper } from './token-keeper.ts';
import type { TokenStore } from './token-store.ts';

/** How a refresh token credential is set up. */
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
   * Requested in place of the scope that the caller of `getToken` names, such as
   * `https://api.partnercenter.microsoft.com/user_impersonation`. Default: the caller's scope, which for this
   * package's client is `https://api.partnercenter.microsoft.com/.default`.
   */
  readonly scope?: string | undefined;
  /**
   * How long one request may take, up to the last byte of its answer, and how long one call of the token store may
   * take. Default: 30,000. `Infinity` for no limit.
   */
  readonly attemptTimeoutInMs?: number | undefined;
  /** How often and when a token request is retried. Never earlier than the token endpoint asks. */
  readonly retry?: RetryOptions | undefined;
  /** Sends the requests; called with an address and an init. Default: the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Time and chance, for tests. Default: the system's. */
  readonly clock?: Clock | undefined;
}

/**
 * Creates a credential for the secure application model: a partner user signed in once, with multi-factor
 * authentication, and the refresh token of that sign-in gives App+User tokens from then on.
 *
 * `getToken` returns the cached token until five minutes before it expires (or until half of its life is over, if
 * that is later), and makes one request however many callers wait. A new refresh token is saved before the access
 * token that came with it is returned. `claims` and `forceRefresh` ask for a new token. An abort rejects only the
 * caller that aborted; the request is aborted when its last caller has left.
 *
 * Lost connections and the statuses 408, 429, 500, 502, 503 and 504 are retried within `requestOptions.timeout`
 * (default: 100,000 ms). While the token endpoint asks for a pause, callers wait, or fail at once if they have less
 * time. When an early renewal fails, the cached token is used until it expires, and the next try is 30 s later. A
 * refresh token that was refused (`invalid_grant`) is not sent again: until the store holds another one, every call
 * fails at once.
 *
 * `getToken` rejects with an `AuthenticationError`, a `ConfigurationError`, or the reason of the caller's own abort.
 * When processes share a store, one of them refreshes and the others use its access token: see
 * `createRedisTokenStore` of `@licenses-usage/client/redis`.
 *
 * The credential and its errors can be printed: they show no secret and no token.
 *
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/enable-secure-app-model
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createRefreshTokenCredential(options: RefreshTokenCredentialOptions): TokenCredential {
  return new RefreshTokenCredential(options);
}

const retryAheadInMs = 30_000;
/** A refresh that a caller left without a result is relied on for no longer than this. */
const hangsAfterInMs = 5_000;
const defaultTimeoutInMs = 100_000;

class RefreshTokenCredential implements TokenCredential {
  readonly #tenantId: string;
  readonly #scope: string | undefined;
  readonly #clock: FullClock;
  readonly #keeper: TokenKeeper;
  readonly #redeemer: Redeemer;
  /** By scope. */
  readonly #held = new Map<string, HeldToken>();
  readonly #underWay = new Map<string, SharedWork<HeldToken>>();
  /** Refreshes run one after another, each with the refresh token that is current at that time. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: RefreshTokenCredentialOptions) {
    const tenantId = requireTenantId(options.tenantId);
    const clientId = requireClientId(options.clientId);
    const clientSecret = requireClientSecret(options.clientSecret);
    const store = requireTokenStore(options.tokenStore);
    this.#tenantId = tenantId;
    this.#scope = options.scope === undefined ? undefined : requireScope('scope', options.scope);
    const url = `${requireAuthority(options.authority ?? 'global')}/${tenantId}/oauth2/v2.0/token`;
    const { fetch = (input, init) => globalThis.fetch(input, init) } = options;
    requireFunction('fetch', fetch, 'globalThis.fetch');
    const clock = requireClock(options.clock);
    const timeout = options.attemptTimeoutInMs ?? 30_000;
    const attemptTimeoutInMs = requireDurationInMs('attemptTimeoutInMs', timeout, 30_000);
    const retry = resolveRetryOptions(options.retry ?? {});
    const endpoint = new TokenEndpoint({ url, fetch, clock, attemptTimeoutInMs, retry });
    const keeper = new TokenKeeper({ store, clientSecret, clock, attemptTimeoutInMs });
    this.#clock = clock;
    this.#keeper = keeper;
    this.#redeemer = new Redeemer({ clientId, clientSecret, clock, endpoint, keeper });
  }

  /** The partner's tenant: the client binds continuation tokens to it. */
  get tenantId(): string {
    return this.#tenantId;
  }

  async getToken(scopes: string | string[], options: GetTokenOptions = {}): Promise<AccessToken> {
    const { abortSignal, claims, forceRefresh = false, requestOptions } = options;
    throwIfAborted(abortSignal);
    const request = { scope: chooseScope(this.#scope, scopes), claims, forceRefresh };
    const current = this.#keeper.hasUnsaved ? undefined : this.#cached(request, 'refreshAt');
    const timeoutInMs = requestOptions?.timeout ?? defaultTimeoutInMs;
    return this.#handOut(current ?? (await this.#share(request, timeoutInMs).wait(abortSignal)));
  }

  /** The refresh in flight for the same request, or a new one. */
  #share(request: TokenRequest, timeoutInMs: number): SharedWork<HeldToken> {
    const key = JSON.stringify(request);
    const now = this.#clock.monotonic();
    const joined = this.#underWay.get(key);
    const hangs = joined?.wasLeft === true && now - joined.startedAt >= hangsAfterInMs;
    if (joined?.isAbandoned === false && !hangs) return joined;
    const before = hangs ? Promise.resolve() : this.#last;
    const started = new SharedWork<HeldToken>(now, async (abortSignal) => {
      await abortable(before, abortSignal);
      return this.#refresh(request, timeoutInMs, abortSignal);
    });
    if (hangs) joined?.follow(started);
    this.#last = Promise.all([before, started.finished]);
    this.#underWay.set(key, started);
    void started.finished.then(() => {
      if (this.#underWay.get(key) === started) this.#underWay.delete(key);
    });
    return started;
  }

  /** The cached token until a new one is due or it expires, unless a new one is demanded. */
  #cached(
    { scope, claims, forceRefresh }: TokenRequest,
    until: 'refreshAt' | 'expiresAt',
  ): HeldToken | undefined {
    if (claims !== undefined || forceRefresh) return undefined;
    const held = this.#held.get(scope);
    return held !== undefined && this.#clock.monotonic() < held[until] ? held : undefined;
  }

  async #refresh(request: TokenRequest, timeoutInMs: number, abortSignal: AbortSignal): Promise<HeldToken> {
    const saved = await this.#keeper.saveUnsaved();
    // Another refresh may have obtained the token in the meantime.
    const current = this.#cached(request, 'refreshAt');
    if (current !== undefined) return current;
    // While the cached token is good enough, there is no wait and no retry.
    const patience = this.#cached(request, 'expiresAt') === undefined ? timeoutInMs : 0;
    const redeem = () => this.#redeemer.redeem(request, saved, { timeoutInMs: patience, abortSignal });
    try {
      const held =
        (await this.#takeShared(request, abortSignal)) ??
        (await this.#keeper.alone(
          // Another process may have obtained one in the meantime.
          async () => (await this.#takeShared(request, abortSignal)) ?? redeem(),
          Math.max(patience, hangsAfterInMs),
          abortSignal,
        ));
      this.#held.set(request.scope, held);
      return held;
    } catch (error) {
      const held = this.#cached(request, 'expiresAt');
      if (held === undefined || abortSignal.aborted || this.#keeper.hasUnsaved) throw error;
      const refreshAt = Math.min(this.#clock.monotonic() + retryAheadInMs, held.expiresAt);
      const postponed = { ...held, refreshAt };
      this.#held.set(request.scope, postponed);
      return postponed;
    }
  }

  /**
   * The access token of another process, unless a new one is due or demanded. A token other than the cached one is
   * new.
   */
  async #takeShared(
    { scope, claims, forceRefresh }: TokenRequest,
    abortSignal: AbortSignal,
  ): Promise<HeldToken | undefined> {
    if (claims !== undefined || this.#keeper.hasUnsaved) return undefined;
    const askedAt = this.#clock.monotonic();
    const shared = await this.#keeper.loadAccessToken(scope, abortSignal);
    if (shared === undefined || shared.refreshInMs <= 0) return undefined;
    const { token, refreshInMs, expiresInMs } = shared;
    const held = this.#held.get(scope);
    if (forceRefresh && (held === undefined || held.token === token)) return undefined;
    return { token, refreshAt: askedAt + refreshInMs, expiresAt: askedAt + expiresInMs };
  }

  /** Converts to the current wall clock, which may have been set since the token arrived. */
  #handOut({ token, refreshAt, expiresAt }: HeldToken): AccessToken {
    const toWall = (moment: number) => Math.round(this.#clock.now() + (moment - this.#clock.monotonic()));
    return { token, expiresOnTimestamp: toWall(expiresAt), refreshAfterTimestamp: toWall(refreshAt) };
  }
}
