import {
  createRefreshTokenCredential,
  type RefreshTokenCredentialOptions,
  type TokenStore,
} from '../../../src/auth/index.ts';
import type { TokenCredential } from '../../../src/credential.ts';
import type { Fetch } from '../../../src/client-options.ts';
import { startInMs, VirtualClock } from '../../support/virtual-clock.ts';

export const tenantId = '0b5a3bd3-9b2c-4c6c-8f51-7a8e7d0c1a11';
export const clientId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
/** Has characters that a form and JSON encode differently. */
export const clientSecret = 'Ab8Q~se+cret/va=lue&"q"\\x';
export const refreshToken = '0.AR+first/ref=resh~token';
export const scope = 'https://api.partnercenter.microsoft.com/.default';
export const start = startInMs;

/** A store in memory that records its calls. */
export class MemoryTokenStore implements TokenStore {
  readonly saved: string[] = [];
  loads = 0;
  #token: string;

  constructor(token: string = refreshToken) {
    this.#token = token;
  }

  async load(): Promise<string> {
    this.loads += 1;
    return this.#token;
  }

  async save(token: string): Promise<void> {
    this.saved.push(token);
    this.#token = token;
  }

  /** Stores a token as another process would. */
  replace(token: string): void {
    this.#token = token;
  }
}

export interface CredentialSetup {
  readonly credential: TokenCredential;
  readonly clock: VirtualClock;
  readonly tokenStore: TokenStore;
}

/** A credential over a handler, in virtual time. It does not retry, unless the test says so. */
export function setUp(fetch: Fetch, options: Partial<RefreshTokenCredentialOptions> = {}): CredentialSetup {
  const clock = new VirtualClock();
  const tokenStore = options.tokenStore ?? new MemoryTokenStore();
  const credential = createRefreshTokenCredential({
    tenantId,
    clientId,
    clientSecret,
    clock,
    fetch,
    retry: { maxRetries: 0 },
    ...options,
    tokenStore,
  });
  return { credential, clock, tokenStore };
}

/** The reason with which a promise rejects. Throws when it does not reject. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('Expected a rejection, but the promise was fulfilled.');
}
