export type { SendRedisCommand } from './run-script.ts';
export { createRedisThrottleStore, type RedisThrottleStoreOptions } from './throttle-store.ts';
