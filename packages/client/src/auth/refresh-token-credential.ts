import { abortable, throwIfAborted } from '../time/abort.ts';
import { requireClock, type Clock } from '../time/clock.ts';
import { resolveRetryOptions, type RetryOptions } from '../retry-options.ts';
import { SharedWork } from '../call/shared-work.ts';
import type { Fetch } from '../client-options.ts';
import { requireDurationInMs, requireFunction, requireMethods } from '../input/values.ts';
import {
  chooseScope,
  requireAuthority,
  requireClientId,
  requireClientSecret,
  requireScope,
  requireTenantId,
  type AuthorityName,
  type AuthorityUrl,
} from './credential-options.ts';
import { createRedeemer, type HeldToken, type TokenRequest } from './redeem-refresh-token.ts';
import type { AccessToken, TokenCredential } from '../credential.ts';
import { createTokenEndpoint } from './token-endpoint.ts';
import { createTokenKeeper } from './token-keeper.ts';
import { tokenStoreExample, type TokenStore } from './token-store.ts';

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

const retryAheadInMs = 30_000;
/** A refresh that a caller left without a result is relied on for no longer than this. */
const hangsAfterInMs = 5_000;
const defaultTimeoutInMs = 100_000;

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
  const tenantId = requireTenantId(options.tenantId);
  const clientId = requireClientId(options.clientId);
  const clientSecret = requireClientSecret(options.clientSecret);
  const store = requireMethods('tokenStore', options.tokenStore, ['load', 'save'], tokenStoreExample);
  const ownScope = options.scope === undefined ? undefined : requireScope('scope', options.scope);
  const url = `${requireAuthority(options.authority ?? 'global')}/${tenantId}/oauth2/v2.0/token`;
  const { fetch = (input, init) => globalThis.fetch(input, init) } = options;
  requireFunction('fetch', fetch, 'globalThis.fetch');
  const clock = requireClock(options.clock);
  const timeout = options.attemptTimeoutInMs ?? 30_000;
  const attemptTimeoutInMs = requireDurationInMs('attemptTimeoutInMs', timeout, 30_000);
  const retry = resolveRetryOptions(options.retry ?? {});
  const post = createTokenEndpoint({ url, fetch, clock, attemptTimeoutInMs, retry });
  const keeper = createTokenKeeper({ store, clientSecret, clock, attemptTimeoutInMs });
  const redeem = createRedeemer({ clientId, clientSecret, clock, post, keeper });

  /** By scope. */
  const cache = new Map<string, HeldToken>();
  const underWay = new Map<string, SharedWork<HeldToken>>();
  /** Refreshes run one after another, each with the refresh token that is current at that time. */
  let last: Promise<unknown> = Promise.resolve();

  /** The refresh in flight for the same request, or a new one. */
  function share(request: TokenRequest, timeoutInMs: number): SharedWork<HeldToken> {
    const key = JSON.stringify(request);
    const now = clock.monotonic();
    const joined = underWay.get(key);
    const hangs = joined?.wasLeft === true && now - joined.startedAt >= hangsAfterInMs;
    if (joined?.isAbandoned === false && !hangs) return joined;
    const before = hangs ? Promise.resolve() : last;
    const started = new SharedWork<HeldToken>(now, async (abortSignal) => {
      await abortable(before, abortSignal);
      return refresh(request, timeoutInMs, abortSignal);
    });
    if (hangs) joined?.follow(started);
    last = Promise.all([before, started.finished]);
    underWay.set(key, started);
    void started.finished.then(() => {
      if (underWay.get(key) === started) underWay.delete(key);
    });
    return started;
  }

  /** The cached token until a new one is due or it expires, unless a new one is demanded. */
  function cached(
    { scope, claims, forceRefresh }: TokenRequest,
    until: 'refreshAt' | 'expiresAt',
  ): HeldToken | undefined {
    if (claims !== undefined || forceRefresh) return undefined;
    const held = cache.get(scope);
    return held !== undefined && clock.monotonic() < held[until] ? held : undefined;
  }

  async function refresh(
    request: TokenRequest,
    timeoutInMs: number,
    abortSignal: AbortSignal,
  ): Promise<HeldToken> {
    const saved = await keeper.saveUnsaved();
    // Another refresh may have obtained the token in the meantime.
    const current = cached(request, 'refreshAt');
    if (current !== undefined) return current;
    // While the cached token is good enough, there is no wait and no retry.
    const patience = cached(request, 'expiresAt') === undefined ? timeoutInMs : 0;
    try {
      const held =
        (await takeShared(request, abortSignal)) ??
        (await keeper.alone(
          // Another process may have obtained one in the meantime.
          async () =>
            (await takeShared(request, abortSignal)) ??
            redeem(request, saved, { timeoutInMs: patience, abortSignal }),
          Math.max(patience, hangsAfterInMs),
          abortSignal,
        ));
      cache.set(request.scope, held);
      return held;
    } catch (error) {
      const held = cached(request, 'expiresAt');
      if (held === undefined || abortSignal.aborted || keeper.hasUnsaved) throw error;
      const refreshAt = Math.min(clock.monotonic() + retryAheadInMs, held.expiresAt);
      const postponed = { ...held, refreshAt };
      cache.set(request.scope, postponed);
      return postponed;
    }
  }

  /**
   * The access token of another process, unless a new one is due or demanded. A token other than the cached one is
   * new.
   */
  async function takeShared(
    { scope, claims, forceRefresh }: TokenRequest,
    abortSignal: AbortSignal,
  ): Promise<HeldToken | undefined> {
    if (claims !== undefined || keeper.hasUnsaved) return undefined;
    const askedAt = clock.monotonic();
    const shared = await keeper.loadAccessToken(scope, abortSignal);
    if (shared === undefined || shared.refreshInMs <= 0) return undefined;
    const { token, refreshInMs, expiresInMs } = shared;
    const held = cache.get(scope);
    if (forceRefresh && (held === undefined || held.token === token)) return undefined;
    return { token, refreshAt: askedAt + refreshInMs, expiresAt: askedAt + expiresInMs };
  }

  /** Converts to the current wall clock, which may have been set since the token arrived. */
  function handOut({ token, refreshAt, expiresAt }: HeldToken): AccessToken {
    const toWall = (moment: number) => Math.round(clock.now() + (moment - clock.monotonic()));
    return { token, expiresOnTimestamp: toWall(expiresAt), refreshAfterTimestamp: toWall(refreshAt) };
  }

  const credential: TokenCredential = {
    async getToken(scopes, asked = {}) {
      const { abortSignal, claims, forceRefresh = false, requestOptions } = asked;
      throwIfAborted(abortSignal);
      const request = { scope: chooseScope(ownScope, scopes), claims, forceRefresh };
      const current = keeper.hasUnsaved ? undefined : cached(request, 'refreshAt');
      const timeoutInMs = requestOptions?.timeout ?? defaultTimeoutInMs;
      return handOut(current ?? (await share(request, timeoutInMs).wait(abortSignal)));
    },
  };
  // The client binds continuation tokens to the tenant. It is not enumerable, so that it is not printed.
  return Object.defineProperty(credential, 'tenantId', { value: tenantId });
}
