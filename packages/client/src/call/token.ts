import type { AccessToken, Credential, GetTokenOptions } from '../auth/token-credential.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { abortable } from './abortable.ts';
import type { FullClock } from './clock.ts';
import { defined } from './defined.ts';

/** Hands out the token for an attempt. */
export interface TokenSource {
  /** At once where one is at hand. */
  get(abortSignal: AbortSignal): string | Promise<string>;
  /**
   * Asks for another token after the service refused one, or answers with the one that another call has got since.
   * Nothing when the credential only has the refused one.
   */
  renew(refused: string, claims: string | undefined, abortSignal: AbortSignal): Promise<string | undefined>;
}

/** The credential failed with an error of its own: the cause. */
export class CredentialProblem extends Error {}

interface CachedToken {
  readonly token: string;
  /** The claims that this one was asked for with. */
  readonly claims: string | undefined;
  /** From when on a new one is asked for while this one is still used. */
  readonly refreshAt: number;
  /** From when on this one is not used any more. */
  readonly staleAt: number;
}

/** A request to the credential, whoever waits for it. */
interface Acquisition {
  readonly token: Promise<string>;
  readonly giveUp: () => void;
  waiting: number;
}

interface Demand {
  readonly claims?: string;
  readonly forceRefresh?: true;
}

const longestRefreshLeadInMs = 300_000;
const longestStaleLeadInMs = 30_000;

export function createTokenSource(credential: Credential, scope: string, clock: FullClock): TokenSource {
  let cached: CachedToken | undefined;
  /** By what is demanded: a token that was asked for before a refusal does not settle the refusal. */
  const underWay = new Map<string, Acquisition>();
  /** Grows with each refusal: an ordinary token that was asked for before is not kept. */
  let refusals = 0;

  function acquire(demand: Demand): Acquisition {
    const key = JSON.stringify(demand);
    const joined = underWay.get(key);
    if (joined !== undefined) return joined;
    const controller = new AbortController();
    const end = () => {
      if (underWay.get(key) === started) underWay.delete(key);
    };
    const giveUp = () => {
      if (underWay.get(key) !== started) return;
      underWay.delete(key);
      controller.abort();
    };
    const token = ask(demand, controller.signal).finally(end);
    const started: Acquisition = { token, giveUp, waiting: 0 };
    underWay.set(key, started);
    return started;
  }

  /** No caller's abort ends an acquisition for the others; that of the last one does. */
  async function waitFor(acquisition: Acquisition, abortSignal: AbortSignal): Promise<string> {
    acquisition.waiting += 1;
    try {
      return await abortable(acquisition.token, abortSignal);
    } finally {
      acquisition.waiting -= 1;
      if (acquisition.waiting === 0) acquisition.giveUp();
    }
  }

  async function ask(demand: Demand, abortSignal: AbortSignal): Promise<string> {
    const refusalsBefore = refusals;
    const accessToken = await askCredential({ ...demand, abortSignal });
    if (typeof accessToken === 'string') return requireToken(accessToken);
    const token = requireToken(accessToken?.token);
    const isCurrent = demand.forceRefresh === true || refusals === refusalsBefore;
    if (accessToken !== null && isCurrent) cached = cache(accessToken, demand.claims, clock.now());
    return token;
  }

  async function askCredential(options: GetTokenOptions): Promise<AccessToken | string | null> {
    try {
      return await (typeof credential === 'function' ? credential() : credential.getToken(scope, options));
    } catch (error) {
      throw new CredentialProblem('the credential failed', { cause: error });
    }
  }

  return {
    get(abortSignal) {
      const now = clock.now();
      if (cached === undefined || !(now < cached.staleAt)) return waitFor(acquire({}), abortSignal);
      // The current token is still good: a failure shows when it no longer is.
      if (now >= cached.refreshAt) acquire({}).token.catch(() => {});
      return cached.token;
    },
    async renew(refused, claims, abortSignal) {
      const current = cached;
      const isReplaced = current !== undefined && current.token !== refused;
      if (isReplaced && (claims === undefined || current.claims === claims)) return current.token;
      refusals += 1;
      cached = undefined;
      const token = await waitFor(acquire({ forceRefresh: true, ...defined({ claims }) }), abortSignal);
      return token === refused ? undefined : token;
    },
  };
}

/** A short-lived token is renewed a quarter of its life ahead, a long-lived one five minutes. */
function cache(accessToken: AccessToken, claims: string | undefined, now: number): CachedToken {
  const { token, expiresOnTimestamp, refreshAfterTimestamp } = accessToken;
  const lifetimeInMs = Math.max(0, expiresOnTimestamp - now);
  const staleAt = expiresOnTimestamp - Math.min(longestStaleLeadInMs, lifetimeInMs / 10);
  const refreshAt =
    refreshAfterTimestamp ?? expiresOnTimestamp - Math.min(longestRefreshLeadInMs, lifetimeInMs / 4);
  return { token, claims, refreshAt, staleAt };
}

const tokenCharacters = /^[\x21-\x7e]+$/;

function requireToken(token: unknown): string {
  if (typeof token === 'string' && tokenCharacters.test(token)) return token;
  throw new ConfigurationError({
    argument: 'credential',
    expected: 'a token: text without spaces or line ends',
    received: typeof token === 'string' ? token.replace(/.+/s, '…') : typeof token,
    example: 'createClient({ credential: () => readToken() })',
  });
}
