import type { AccessToken, Credential, GetTokenOptions } from '../auth/token-credential.ts';
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
  const pending = new Map<string, Promise<string>>();

  /** One request of a kind at a time, whoever waits for it: no caller's abort ends it for the others. */
  function acquire(options: GetTokenOptions): Promise<string> {
    const kind = JSON.stringify(options);
    const known = pending.get(kind);
    if (known !== undefined) return known;
    const asked = ask(options).finally(() => pending.delete(kind));
    pending.set(kind, asked);
    return asked;
  }

  async function ask(options: GetTokenOptions): Promise<string> {
    if (typeof credential === 'function') return requireToken(await credential());
    const accessToken = await credential.getToken(scope, options);
    const token = requireToken(accessToken?.token);
    cached = accessToken === null ? undefined : cache(accessToken, clock.now());
    return token;
  }

  return {
    async get(abortSignal) {
      const now = clock.now();
      if (cached === undefined || now >= cached.staleAt) return abortable(acquire({}), abortSignal);
      // The current token is still good: a failure shows when it no longer is.
      if (now >= cached.refreshAt) acquire({}).catch(() => {});
      return cached.token;
    },
    async renew(refused, claims, abortSignal) {
      if (cached !== undefined && cached.token !== refused && claims === undefined) return cached.token;
      cached = undefined;
      // A credential with a cache of its own would hand out the refused token again.
      const options = claims === undefined ? { forceRefresh: true } : { claims };
      const token = await abortable(acquire(options), abortSignal);
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
