import type { Credential } from '../auth/token-credential.ts';
import { ConfigurationError } from '../errors/configuration-error.ts';
import { abortable } from './abortable.ts';

/** Hands out the token for an attempt. */
export interface TokenSource {
  get(abortSignal: AbortSignal): Promise<string>;
}

export function createTokenSource(credential: Credential, scope: string): TokenSource {
  return {
    async get(abortSignal) {
      return requireToken(await abortable(ask(credential, scope, abortSignal), abortSignal));
    },
  };
}

async function ask(credential: Credential, scope: string, abortSignal: AbortSignal): Promise<unknown> {
  if (typeof credential === 'function') return credential();
  const accessToken = await credential.getToken(scope, { abortSignal });
  return accessToken?.token;
}

const tokenCharacters = /^[\x21-\x7e]+$/;

function requireToken(token: unknown): string {
  if (typeof token === 'string' && tokenCharacters.test(token)) return token;
  throw new ConfigurationError({
    argument: 'credential',
    expected: 'a token: text without spaces or line ends',
    received: typeof token === 'string' ? (token === '' ? '' : 'other text (not shown)') : typeof token,
    example: `createClient({ credential: () => readToken() })`,
  });
}
