import { createHash } from 'node:crypto';
import { createRedisTokenStore } from '@licenses-usage/client/redis';
import type { OpenSharedStore } from '../connection/credential.ts';
import { CommandError } from '../exit.ts';
import { openRedis, type QueueAddress } from './open.ts';

/** A place in Redis for the tokens of workers on several machines. */
export interface TokenSharing {
  readonly openSharedStore: OpenSharedStore;
  close(): void;
}

/**
 * Opens the Redis of the queue for tokens. Workers whose files hold the same refresh token share one sign-in: one of them
 * refreshes, and the others use its token. After a new sign-in, the new file begins a new one.
 */
export async function openTokenSharing({ backend, url }: QueueAddress): Promise<TokenSharing> {
  if (backend !== 'redis') {
    throw new CommandError(
      '--share-token needs Redis: set REDIS_URL. With the queue in Postgres, leave it out, and give each machine a sign-in of its own.',
    );
  }
  const redis = await openRedis(url);
  return {
    openSharedStore: (initialRefreshToken) =>
      createRedisTokenStore({
        sendCommand: (command, ...words) => redis.call(command, ...words),
        name: createHash('sha256').update(initialRefreshToken).digest('hex').slice(0, 32),
        initialRefreshToken,
      }),
    close: () => redis.disconnect(),
  };
}
