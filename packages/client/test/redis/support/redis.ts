import { hasRedisServer, startRedisServer, type RedisServer } from '@licenses-usage/testing/redis-server';
import { createClient } from '@redis/client';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe } from 'vitest';
import type { SendRedisCommand } from '../../../src/redis/index.ts';

export interface Connection extends AsyncDisposable {
  readonly sendCommand: SendRedisCommand;
}

/** Connects as users of ioredis do. */
export function connectIoredis({ port }: RedisServer): Connection {
  const redis = new Redis(port, { retryStrategy: () => 20, maxRetriesPerRequest: 0 });
  // Without a listener it prints each failure.
  redis.on('error', () => {});
  return {
    sendCommand: (...args) => redis.call(...args),
    async [Symbol.asyncDispose]() {
      redis.disconnect();
    },
  };
}

/** Connects as users of node-redis do. */
export async function connectNodeRedis({ url }: RedisServer): Promise<Connection> {
  const redis = createClient({ url });
  redis.on('error', () => {});
  await redis.connect();
  return {
    sendCommand: (...args) => redis.sendCommand(args),
    async [Symbol.asyncDispose]() {
      redis.destroy();
    },
  };
}

export interface RedisOfTests {
  readonly server: RedisServer;
  /** Over ioredis. */
  readonly sendCommand: SendRedisCommand;
}

/** Tests with a Redis of their own. Without the program they are skipped. */
export function describeWithRedis(title: string, define: (redis: () => RedisOfTests) => void): void {
  describe.skipIf(!hasRedisServer())(title, () => {
    const opened: (AsyncDisposable & RedisOfTests)[] = [];
    beforeAll(async () => {
      const server = await startRedisServer();
      const connection = connectIoredis(server);
      opened.push({
        server,
        sendCommand: connection.sendCommand,
        async [Symbol.asyncDispose]() {
          await connection[Symbol.asyncDispose]();
          await server.stop();
        },
      });
    });
    afterAll(async () => {
      for (const each of opened) await each[Symbol.asyncDispose]();
    });
    define(() => {
      const [redis] = opened;
      if (redis === undefined) throw new Error('Redis was not started.');
      return redis;
    });
  });
}
