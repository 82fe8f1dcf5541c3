import type { FullClock } from '../time/clock.ts';
import { AuthenticationError } from '../errors/authentication-error.ts';
import { withRefreshToken } from './credential-options.ts';
import { needsNewRefreshToken } from './entra-advice.ts';
import type { PostForm, PostLimits } from './token-endpoint.ts';
import type { TokenKeeper } from './token-keeper.ts';
import { readGrant } from './token-response.ts';

/** The same lead as MSAL's: clocks differ, and calls take time. */
const refreshLeadInMs = 300_000;
/** How long a refusal that an administrator can lift is remembered. */
const passingRefusalInMs = 300_000;
const mostRefusals = 16;

export interface TokenRequest {
  readonly scope: string;
  readonly claims: string | undefined;
  readonly forceRefresh: boolean;
}

/** An access token with its times, in monotonic milliseconds. */
export interface HeldToken {
  readonly token: string;
  readonly refreshAt: number;
  readonly expiresAt: number;
}

interface Refusal {
  readonly refreshToken: string;
  readonly error: AuthenticationError;
  readonly endsAt: number;
}

export interface RedeemerOptions {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock: FullClock;
  readonly post: PostForm;
  readonly keeper: TokenKeeper;
}

/** Redeems the stored refresh token. */
export type Redeem = ReturnType<typeof createRedeemer>;

/** Creates a function that exchanges the refresh token for access tokens, and remembers which ones were refused. */
export function createRedeemer({ clientId, clientSecret, clock, post, keeper }: RedeemerOptions) {
  /** Keyed by scope and claims: a refresh token may be refused for one and accepted for another. */
  const refusals = new Map<string, Refusal>();

  function remember(key: string, refreshToken: string, error: AuthenticationError): void {
    if (refusals.size >= mostRefusals) refusals.clear();
    const endsAt = needsNewRefreshToken(error.code) ? Infinity : clock.monotonic() + passingRefusalInMs;
    refusals.set(key, { refreshToken, error, endsAt });
  }

  async function redeemOnce(
    refreshToken: string,
    request: TokenRequest,
    limits: PostLimits,
  ): Promise<HeldToken> {
    const secrets = [clientSecret, refreshToken];
    const answer = await post(createForm(refreshToken, request), secrets, limits);
    const grant = readGrant(answer, secrets);
    const { refreshToken: granted = refreshToken } = grant;
    if (granted !== refreshToken) await keeper.save(granted);
    const { token, lifetimeInMs } = grant.readAccessToken();
    const { requestedAt } = answer;
    // A short life must not lead to a request for every call.
    const refreshInMs = Math.max(lifetimeInMs - refreshLeadInMs, lifetimeInMs / 2);
    const passedInMs = clock.monotonic() - requestedAt;
    const times = { expiresInMs: lifetimeInMs - passedInMs, refreshInMs: refreshInMs - passedInMs };
    await keeper.saveAccessToken(request.scope, { token, ...times }, limits.abortSignal);
    return { token, refreshAt: requestedAt + refreshInMs, expiresAt: requestedAt + lifetimeInMs };
  }

  function createForm(refreshToken: string, { scope, claims }: TokenRequest): URLSearchParams {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      client_id: clientId,
      client_secret: clientSecret,
      refresh_token: refreshToken,
      scope: withRefreshToken(scope),
    });
    if (claims !== undefined) form.set('claims', claims);
    return form;
  }

  /**
   * Redeems the stored refresh token, and does so once more if another process has replaced it meanwhile.
   * @param saved The refresh token that was just saved, which is then not loaded.
   */
  return async function redeem(
    request: TokenRequest,
    saved: string | undefined,
    limits: PostLimits,
  ): Promise<HeldToken> {
    const { abortSignal } = limits;
    const refreshToken = saved ?? (await keeper.load(abortSignal));
    const key = JSON.stringify([request.scope, request.claims]);
    const refusal = refusals.get(key);
    if (refusal?.refreshToken === refreshToken && clock.monotonic() < refusal.endsAt) throw refusal.error;
    try {
      return await redeemOnce(refreshToken, request, limits);
    } catch (error) {
      if (!(error instanceof AuthenticationError && error.error === 'invalid_grant')) throw error;
      remember(key, refreshToken, error);
      const stored = await keeper.load(abortSignal).catch(() => refreshToken);
      if (stored === refreshToken) throw error;
      return redeemOnce(stored, request, limits);
    }
  };
}
