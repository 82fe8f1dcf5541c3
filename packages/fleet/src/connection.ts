import {
  createPostgresBackend,
  createRedisBackend,
  type ConnectionOptions,
  type PostgresConnectionOptions,
} from 'bullmq';
import { FleetError } from './fleet-error.ts';
import { openQueues, type Queues, type QueuesOptions } from './queues.ts';

/** The system that holds a queue. */
export type FleetBackend = 'redis' | 'postgres';

/** Opens the queues of a fleet in Redis or in Postgres. @throws {FleetError} `input`. */
export function connectQueues(
  connection: string | object,
  backend: FleetBackend | undefined,
  options: Omit<QueuesOptions<unknown>, 'connection' | 'backend'>,
): Queues {
  switch (backend ?? backendOf(connection)) {
    case 'redis':
      return openQueues({ ...options, connection: toRedis(connection), backend: createRedisBackend });
    case 'postgres':
      return openQueues({ ...options, connection: toPostgres(connection), backend: createPostgresBackend });
    default:
      throw new FleetError('input', `backend: expected redis or postgres, received ${String(backend)}.`);
  }
}

function backendOf(connection: string | object): FleetBackend {
  return typeof connection === 'string' && /^postgres(ql)?:/.test(connection) ? 'postgres' : 'redis';
}

/** Well below the 5 seconds of a lock. BullMQ itself waits for up to 20 seconds before it connects again. */
const longestRetryInMs = 1000;

function toRedis(connection: string | object): ConnectionOptions {
  if (typeof connection === 'string' && /^(rediss?|unix):\/\/./.test(connection)) {
    return { url: connection, retryStrategy: (attempt) => Math.min(100 * attempt, longestRetryInMs) };
  }
  if (typeof connection === 'object' && connection !== null && isRedisConnection(connection))
    return connection;
  throw refused(connection);
}

/** BullMQ creates its tables only when told to, and without them workers wait for ever. */
function toPostgres(connection: string | object): PostgresConnectionOptions {
  if (typeof connection === 'string' && /^postgres(ql)?:\/\/./.test(connection)) {
    return { connectionString: connection, migrate: true };
  }
  if (typeof connection !== 'object' || connection === null || !isPostgresConnection(connection)) {
    throw refused(connection);
  }
  return isPool(connection) ? connection : { migrate: true, ...connection };
}

/** BullMQ itself distinguishes options from the clients of several libraries. */
function isRedisConnection(connection: object): connection is ConnectionOptions {
  return !Array.isArray(connection);
}

function isPostgresConnection(connection: object): connection is Exclude<PostgresConnectionOptions, string> {
  return !Array.isArray(connection);
}

function isPool(connection: object): boolean {
  return 'query' in connection && typeof connection.query === 'function';
}

/** Leaves out the value, because an address may hold a password. */
function refused(connection: unknown): FleetError {
  return new FleetError(
    'input',
    `connection: expected an address or an object, received ${typeof connection === 'string' ? 'another text' : typeof connection}. ` +
      'For example: "redis://localhost:6379" or "postgres://localhost/contoso".',
  );
}
