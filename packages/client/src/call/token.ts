import { CredentialProblem, type AccessToken, type Credential, type GetTokenOptions } from '../credential.ts';
import { readSecret, defined } from '../input/values.ts';
import type { FullClock } from '../time/clock.ts';
import { loadFailures } from './load-failures.ts';
import { SharedWork } from './shared-work.ts';

/** Supplies the token for an attempt. */
export interface TokenSource {
  /**
   * Returns the cached token at once if there is one. `remainingInMs` tells the credential how long the caller can
   * wait.
   */
  get(abortSignal: AbortSignal, remainingInMs?: number): string | Promise<string>;
  /**
   * Gets another token after the service refused one, or returns the token that another call has obtained since.
   * `undefined` when the credential has only the refused one.
   */
  renew(
    refused: string,
    claims: string | undefined,
    abortSignal: AbortSignal,
    remainingInMs?: number,
  ): Promise<string | undefined>;
}

/** A token with the times of its renewal, in monotonic milliseconds. */
interface CachedToken {
  readonly token: string;
  /** The claims that this token was requested with. */
  readonly claims: string | undefined;
  /** When to request a new token while this one is still used. */
  readonly refreshAt: number;
  /** When to stop using this token. */
  readonly staleAt: number;
}

interface Demand {
  readonly claims?: string;
  readonly forceRefresh?: true;
}

const longestRefreshLeadInMs = 300_000;
const longestStaleLeadInMs = 30_000;
/**
 * How long after a failed early renewal the credential is asked again. Also how old a request that no caller waits
 * for may be before a new caller stops relying on it.
 */
const retryAheadInMs = 30_000;

export function createTokenSource(credential: Credential, scope: string, clock: FullClock): TokenSource {
  let cached: CachedToken | undefined;
  let nextAheadAt = -Infinity;
  /** Keyed by demand: a token that was requested before a refusal does not answer the refusal. */
  const underWay = new Map<string, SharedWork<string>>();
  /** Counts refusals: an ordinary token that was requested before the latest refusal is not cached. */
  let refusals = 0;

  /** The request to the credential in flight, or a new one when that seems to hang. */
  function acquire(demand: Demand, timeoutInMs: number): SharedWork<string> {
    const key = JSON.stringify(demand);
    const now = clock.monotonic();
    const joined = underWay.get(key);
    if (joined?.isIdle === true && now - joined.startedAt >= retryAheadInMs) joined.abandon();
    if (joined !== undefined && !joined.wasLeft && !joined.isAbandoned) return joined;
    const started = new SharedWork(now, (abortSignal) => ask(demand, timeoutInMs, abortSignal));
    underWay.set(key, started);
    void started.finished.then(() => {
      if (underWay.get(key) === started) underWay.delete(key);
    });
    if (joined?.isIdle === false) joined.follow(started);
    return started;
  }

  async function ask(demand: Demand, timeoutInMs: number, abortSignal: AbortSignal): Promise<string> {
    const refusalsBefore = refusals;
    const timeout = Number.isFinite(timeoutInMs) ? { requestOptions: { timeout: timeoutInMs } } : {};
    const accessToken = await askCredential({ ...demand, ...timeout, abortSignal });
    if (typeof accessToken === 'string') return requireToken(accessToken);
    const token = await requireToken(accessToken && accessToken.token);
    const isCurrent = demand.forceRefresh === true || refusals === refusalsBefore;
    if (accessToken !== null && isCurrent) {
      cached = cache(accessToken, token, demand.claims, clock);
      nextAheadAt = -Infinity;
    }
    return token;
  }

  async function askCredential(options: GetTokenOptions): Promise<AccessToken | string | null> {
    try {
      return await (typeof credential === 'function' ? credential() : credential.getToken(scope, options));
    } catch (error) {
      throw new CredentialProblem('the credential failed', { cause: error });
    }
  }

  /** Not awaited: the cached token is still good, and a failure shows when it no longer is. */
  function askAhead(remainingInMs: number): void {
    const now = clock.monotonic();
    if (now < nextAheadAt || underWay.has(JSON.stringify({}))) return;
    nextAheadAt = now + retryAheadInMs;
    acquire({}, remainingInMs);
  }

  return {
    get(abortSignal, remainingInMs = Infinity) {
      const now = clock.monotonic();
      if (cached === undefined || !(now < cached.staleAt)) {
        return acquire({}, remainingInMs).wait(abortSignal);
      }
      if (now >= cached.refreshAt) askAhead(remainingInMs);
      return cached.token;
    },
    async renew(refused, claims, abortSignal, remainingInMs = Infinity) {
      const current = cached;
      const isReplaced = current !== undefined && current.token !== refused;
      if (isReplaced && (claims === undefined || current.claims === claims)) return current.token;
      refusals += 1;
      cached = undefined;
      const demand = { forceRefresh: true, ...defined({ claims }) } as const;
      const token = await acquire(demand, remainingInMs).wait(abortSignal);
      return token === refused ? undefined : token;
    },
  };
}

/**
 * A short-lived token is renewed when a quarter of its life is left, a long-lived one five minutes ahead. The rest of
 * its life is read from the wall clock once and then measured by the monotonic clock.
 */
function cache(
  { expiresOnTimestamp, refreshAfterTimestamp }: AccessToken,
  token: string,
  claims: string | undefined,
  clock: FullClock,
): CachedToken {
  const received = clock.monotonic();
  const toMonotonic = (timestamp: number) => received + (timestamp - clock.now());
  const expiresAt = toMonotonic(expiresOnTimestamp);
  const lifetimeInMs = Math.max(0, expiresAt - received);
  const staleAt = expiresAt - Math.min(longestStaleLeadInMs, lifetimeInMs / 10);
  const refreshAt =
    refreshAfterTimestamp === undefined
      ? expiresAt - Math.min(longestRefreshLeadInMs, lifetimeInMs / 4)
      : toMonotonic(refreshAfterTimestamp);
  return { token, claims, refreshAt, staleAt };
}

async function requireToken(value: unknown): Promise<string> {
  return readSecret(value) ?? (await loadFailures()).refuseToken(value);
}
