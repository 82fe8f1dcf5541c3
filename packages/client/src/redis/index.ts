export type { SendRedisCommand } from './run-script.ts';
export { createRedisTokenStore, type RedisTokenStoreOptions } from './token-store.ts';
export { createRedisThrottleStore, type RedisThrottleStoreOptions } from './throttle-store.ts';
