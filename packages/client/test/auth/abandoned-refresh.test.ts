import { describe, expect, test } from 'vitest';
import { AuthenticationError } from '../../src/auth/index.ts';
import { refreshToken, rejectionOf, scope, setUp } from './support/credential.ts';
import { createTokenService, grant, type TokenHandler } from './support/token-service.ts';

const never: TokenHandler = () => new Promise<never>(() => {});

describe('the signal of a caller', () => {
  /** A signal of a polyfill, without `reason` and newer methods. */
  class OldSignal {
    aborted = false;
    readonly #listeners = new Set<() => void>();
    addEventListener(_: string, listener: () => void): void {
      this.#listeners.add(listener);
    }
    removeEventListener(_: string, listener: () => void): void {
      this.#listeners.delete(listener);
    }
    get listeners(): number {
      return this.#listeners.size;
    }
    abort(): void {
      this.aborted = true;
      for (const listener of this.#listeners) listener();
    }
  }

  test('may be of another realm or a polyfill', async () => {
    const service = createTokenService(never);
    const { credential } = setUp(service.fetch);
    const signal = new OldSignal();
    // @ts-expect-error a signal without the methods of newer ones
    const asked = () => credential.getToken(scope, { abortSignal: signal });
    const failed = rejectionOf(asked());
    await service.received(1);
    signal.abort();
    expect(await failed).toHaveProperty('name', 'AbortError');
    expect(await rejectionOf(asked())).toHaveProperty('name', 'AbortError');
    expect(signal.listeners).toBe(0);
  });

  test('has one listener, however many wait with it', async () => {
    const service = createTokenService(never);
    const { credential } = setUp(service.fetch);
    const signal = new OldSignal();
    // @ts-expect-error a signal without the methods of newer ones
    const asked = () => credential.getToken(scope, { abortSignal: signal });
    const failed = Array.from({ length: 16 }, () => rejectionOf(asked()));
    await service.received(1);
    expect(signal.listeners).toBe(1);
    signal.abort();
    expect(await Promise.all(failed)).toHaveLength(16);
    expect(signal.listeners).toBe(0);
  });
});

describe('a refresh that hangs', () => {
  test('is not joined by callers that come after a timeout', async () => {
    const service = createTokenService(never, grant('access-1'));
    const { credential, clock } = setUp(service.fetch, { attemptTimeoutInMs: Infinity });
    const controllers = [new AbortController(), new AbortController()];
    const [left, waiting] = controllers.map(({ signal }) =>
      credential.getToken(scope, { abortSignal: signal }).catch((error: unknown) => error),
    );
    await service.received(1);
    controllers[0]?.abort('out of time');
    expect(await left).toBe('out of time');
    await clock.advance(5_000);
    expect((await credential.getToken(scope))?.token).toBe('access-1');
    expect(await waiting, 'the caller that still waits').toMatchObject({ token: 'access-1' });
    expect(service.requests[0]?.signal.aborted).toBe(true);
  });

  test('in the store does not hold up later callers for ever', async () => {
    let loads = 0;
    const service = createTokenService(grant('access-1'));
    const tokenStore = {
      load: () => ((loads += 1) === 1 ? new Promise<never>(() => {}) : Promise.resolve(refreshToken)),
      save: async () => {},
    };
    const { credential, clock } = setUp(service.fetch, { tokenStore });
    expect(await clock.runToRejection(credential.getToken(scope))).toBeInstanceOf(AuthenticationError);
    expect((await clock.run(credential.getToken(scope)))?.token).toBe('access-1');
  });
});
