import type { AccessToken, Credential } from '../auth/token-credential.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { abortable } from './abortable.ts';
import type { Clock } from './clock.ts';

/** Hands out the token for an attempt. */
export interface TokenSource {
  get(abortSignal: AbortSignal): Promise<string>;
  /**
   * Asks for another token after the service refused one, or answers with the one that another call has got since.
   * Nothing when the credential only has the refused one.
   */
  renew(refused: string, claims: string | undefined, abortSignal: AbortSignal): Promise<string | undefined>;
}

interface CachedToken {
  readonly token: string;
  /** From when on a new one is asked for while this one is still used. */
  readonly refreshAt: number;
  /** From when on this one is not used any more. */
  readonly staleAt: number;
}

const longestRefreshLeadInMs = 300_000;
const longestStaleLeadInMs = 30_000;

export function createTokenSource(credential: Credential, scope: string, clock: Clock): TokenSource {
  let cached: CachedToken | undefined;
  let pending: Promise<string> | undefined;

  /** One request at a time, whoever waits for it: no caller's abort ends it for the others. */
  function acquire(claims: string | undefined): Promise<string> {
    pending ??= ask(claims).finally(() => {
      pending = undefined;
    });
    return pending;
  }

  async function ask(claims: string | undefined): Promise<string> {
    if (typeof credential === 'function') return requireToken(await credential());
    const accessToken = await credential.getToken(scope, claims === undefined ? {} : { claims });
    const token = requireToken(accessToken?.token);
    cached = accessToken === null ? undefined : cache(accessToken, clock.now());
    return token;
  }

  return {
    async get(abortSignal) {
      const now = clock.now();
      if (cached === undefined || now >= cached.staleAt) return abortable(acquire(undefined), abortSignal);
      // The current token is still good: a failure shows when it no longer is.
      if (now >= cached.refreshAt) acquire(undefined).catch(() => {});
      return cached.token;
    },
    async renew(refused, claims, abortSignal) {
      if (cached !== undefined && cached.token !== refused && claims === undefined) return cached.token;
      cached = undefined;
      const token = await abortable(acquire(claims), abortSignal);
      return token === refused ? undefined : token;
    },
  };
}

/** A short-lived token is renewed a quarter of its life ahead, a long-lived one five minutes. */
function cache(accessToken: AccessToken, now: number): CachedToken {
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = accessToken;
  const lifetimeInMs = Math.max(0, expiresOnTimestamp - now);
  const staleAt = expiresOnTimestamp - Math.min(longestStaleLeadInMs, lifetimeInMs / 10);
  const refreshAt =
    refreshAfterTimestamp ?? expiresOnTimestamp - Math.min(longestRefreshLeadInMs, lifetimeInMs / 4);
  return { token, refreshAt, staleAt };
}

const tokenCharacters = /^[\x21-\x7e]+$/;

function requireToken(token: unknown): string {
  if (typeof token === 'string' && tokenCharacters.test(token)) return token;
  throw new ConfigurationError({
    argument: 'credential',
    expected: 'a token: text without spaces or line ends',
    received: typeof token === 'string' ? (token === '' ? '' : {}) : typeof token,
    example: 'createClient({ credential: () => readToken() })',
  });
}
