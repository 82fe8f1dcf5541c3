import type { TokenStore } from '../auth/token-store.ts';
import { sleep } from '../time/abort.ts';
import { requireClock, type Clock } from '../time/clock.ts';
import { refuse } from '../errors/configuration-error.ts';
import { requireInteger, requireFunction } from '../input/values.ts';
import { requireName } from './redis-keys.ts';
import { createRedisScript, type SendRedisCommand } from './run-script.ts';
import { tokenStoreScript } from './script/token-store.ts';

/** How processes that share one sign-in keep its tokens in Redis. */
export interface RedisTokenStoreOptions {
  /** Sends one command and resolves to its reply, as for `createRedisThrottleStore`. */
  readonly sendCommand: SendRedisCommand;
  /** The name of the sign-in: one for each tenant and app registration. Default: `partner-center`. */
  readonly name?: string | undefined;
  /**
   * The refresh token of the sign-in, which `load` stores when none is stored yet. Default: `load` rejects until `save` has
   * been called.
   */
  readonly initialRefreshToken?: string | undefined;
  /** The prefix of the keys in Redis. Default: `licenses-usage`. */
  readonly prefix?: string | undefined;
  /**
   * How long other processes wait for one that died during a refresh. A live process renews its lock three times in
   * this period. Default: 10,000.
   */
  readonly leaseInMs?: number | undefined;
  /** Time and chance, for tests. Default: the system's. */
  readonly clock?: Clock | undefined;
}

/** How soon a process that waits for the lock tries again, on average. */
const pollInMs = 100;
const renewals = 3;

/**
 * Creates a token store in Redis for `createRefreshTokenCredential`. One of the processes that share it refreshes;
 * the others wait and use the access token that it obtained. A rotated refresh token is never replaced by an older
 * one.
 *
 * The program that signs in stores the first refresh token with `save`, once; or each process gets it as
 * `initialRefreshToken`. Redis then holds secrets in plain text:
 * require TLS and a password, and protect its dumps like those of a vault.
 *
 * @throws {ConfigurationError} naming the first option at fault.
 */
export function createRedisTokenStore(options: RedisTokenStoreOptions): Required<TokenStore> {
  const sendCommand = requireFunction(
    'sendCommand',
    options.sendCommand,
    '(...args) => redis.sendCommand(args)',
  );
  const prefix = requireName('prefix', options.prefix ?? 'licenses-usage');
  const name = requireName('name', options.name ?? 'partner-center');
  const range = { min: 100, max: 86_400_000, example: 10_000 };
  const leaseInMs = requireInteger('leaseInMs', options.leaseInMs ?? 10_000, range);
  const { initialRefreshToken } = options;
  if (
    initialRefreshToken !== undefined &&
    (typeof initialRefreshToken !== 'string' || !initialRefreshToken)
  ) {
    const received = initialRefreshToken === '' ? '' : typeof initialRefreshToken;
    refuse('initialRefreshToken', 'the refresh token of a sign-in', received, `'0.AXEA…'`);
  }
  const clock = requireClock(options.clock);
  const script = createRedisScript(sendCommand, tokenStoreScript);
  const processId = crypto.randomUUID();
  const key = `${prefix}:tokens-1:{${name}}`;
  let loaded: string | undefined;

  const run = (operation: string, scope: string, ...rest: string[]) =>
    script.run([`${key}:refresh`, `${key}:lock`, `${key}:access:${scope}`], [operation, processId, ...rest]);

  /** Renews the lock until the returned function releases it. */
  function hold(): () => Promise<void> {
    let cancel = () => {};
    const renewLater = () => {
      cancel = clock.schedule(() => {
        renewLater();
        // The lock may have been lost meanwhile. `save` does not replace a token that another process has saved
        // since.
        run('lock', '', String(leaseInMs)).catch(() => {});
      }, leaseInMs / renewals);
    };
    renewLater();
    return async () => {
      cancel();
      await run('unlock', '');
    };
  }

  return {
    async load() {
      const stored = await run(
        'load',
        '',
        ...(initialRefreshToken === undefined ? [] : [initialRefreshToken]),
      );
      if (!stored.startsWith('+')) {
        throw new Error(
          `no refresh token is kept under "${name}": sign in, then call save of this store once`,
        );
      }
      loaded = stored.slice(1);
      return loaded;
    },
    async save(refreshToken) {
      await run('save', '', refreshToken, ...(loaded === undefined ? [] : [loaded]));
      loaded = refreshToken;
    },
    async lock(abortSignal) {
      while ((await run('lock', '', String(leaseInMs))) !== 'locked') {
        await sleep(pollInMs * (0.5 + clock.random()), clock, abortSignal);
      }
      return hold();
    },
    async loadAccessToken(scope) {
      const [expiresInMs, refreshInMs, token] = (await run('load-access', scope)).split(' ');
      if (refreshInMs === undefined || token === undefined) return undefined;
      return { token, expiresInMs: Number(expiresInMs), refreshInMs: Number(refreshInMs) };
    },
    async saveAccessToken(scope, { token, expiresInMs, refreshInMs }) {
      const times = [expiresInMs, refreshInMs].map((timeInMs) => String(Math.max(1, Math.floor(timeInMs))));
      await run('save-access', scope, ...times, token);
    },
  };
}
