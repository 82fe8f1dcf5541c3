import { createHash } from 'node:crypto';
import type { Fleet } from '@licenses-usage/fleet';
import type { Redis } from 'ioredis';
import type { Connection } from '../connection/connect.ts';
import { readEnvironment } from '../connection/credential.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../exit.ts';
import { importOptional } from '../import-optional.ts';
import { note } from '../output/terminal.ts';

/** The options of every fleet command that locate the queue. */
export interface QueueOptions {
  readonly queue: string;
  readonly dotenv?: string;
  readonly quiet?: true;
}

/** The name of the queue if none is given. */
export const defaultQueue = 'licenses-usage';

/** Each profile has a queue of its own, because a queue holds the customers of one partner. */
export function ofProfile<Options extends { readonly queue: string; readonly profile?: string }>(
  options: Options,
): Options {
  const { queue, profile } = options;
  return profile === undefined ? options : { ...options, queue: `${queue}-${profile}` };
}

type Backend = 'redis' | 'postgres';

/** The address of the queue, from the variables. */
export interface QueueAddress {
  readonly backend: Backend;
  readonly url: string;
}

/** @throws {CommandError} when no variable says where the queue is. */
export async function findQueue(
  { dotenv }: Pick<QueueOptions, 'dotenv'>,
  { env }: Context,
): Promise<QueueAddress> {
  const variables = await readEnvironment(env, dotenv);
  const redis = variables.get('REDIS_URL');
  if (redis !== undefined)
    return { backend: 'redis', url: requireAddress('REDIS_URL', redis, /^rediss?:\/\/./) };
  const postgres = variables.get('DATABASE_URL');
  if (postgres !== undefined) {
    return { backend: 'postgres', url: requireAddress('DATABASE_URL', postgres, /^postgres(ql)?:\/\/./) };
  }
  throw new CommandError(
    'Say where the queue is: set REDIS_URL to an address such as redis://localhost:6379, or DATABASE_URL to one such as ' +
      'postgres://localhost/licences. To try everything on this machine: licenses-usage fleet --demo',
  );
}

/** The value is not shown, because it may hold a password. */
function requireAddress(name: string, value: string, form: RegExp): string {
  if (form.test(value) && URL.canParse(value)) return value;
  const example = name === 'REDIS_URL' ? 'redis://localhost:6379' : 'postgres://localhost/licences';
  throw new CommandError(`${name} is not an address such as ${example}.`);
}

/** Runs something with the fleet on this queue, and closes it. */
export async function withFleet<Result>(
  address: QueueAddress,
  scan: string | undefined,
  options: QueueOptions,
  context: Context,
  use: (fleet: Fleet) => Promise<Result>,
): Promise<Result> {
  const { backend, url } = address;
  const { createFleet } = await importFleet(backend);
  // BullMQ would load it itself, but its message about a missing one is less clear.
  await importFor(backend, async () => (backend === 'redis' ? import('ioredis') : import('pg')));
  let isTold = false;
  const onError = (error: Error): void => {
    // A lost connection fails repeatedly until it is restored. Other errors concern one job, which is retried.
    if (isTold || !('code' in error) || typeof error.code !== 'string') return;
    note(`The queue can't be reached (${error.message}); waiting for it.`, options, context);
    isTold = true;
  };
  const open = (name: string | undefined): Fleet =>
    createFleet({ queue: options.queue, scan: name, connection: url, backend, onError });
  const fleet = open(scan ?? (await nameHeldScan(open(undefined))));
  try {
    return await use(fleet);
  } finally {
    await fleet.close();
  }
}

export function importFleet(backend: Backend) {
  return importFor(backend, () => import('@licenses-usage/fleet'));
}

/** Commands that only read a queue use the scan that it holds. */
async function nameHeldScan(fleet: Fleet): Promise<string | undefined> {
  try {
    return await fleet.heldScan();
  } finally {
    await fleet.close();
  }
}

/**
 * Names the scan of this partner at this service: workers with other credentials are refused. The name shows the partner, and
 * not the address of the service, which may be long.
 */
export function scanOf({ service, partner }: Connection): string {
  const whose = (partner ?? 'partner').replaceAll(/[^A-Za-z0-9.-]/g, '-').slice(0, 64);
  const key = JSON.stringify([service, partner, 'getCustomerLicensesUsage']);
  return `${whose}_${createHash('sha256').update(key).digest('hex').slice(0, 12)}`;
}

/** A separate Redis connection for the throttle: calls wait while Redis is unreachable. */
export async function openRedis(url: string): Promise<Redis> {
  const { Redis } = await importFor('redis', () => import('ioredis'));
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  // It reconnects on its own. Without a listener, it would write every failure to the console.
  redis.on('error', () => {});
  return redis;
}

const drivers = { redis: 'ioredis', postgres: 'pg' } as const satisfies Record<Backend, string>;

/**
 * Loads a package that a fleet needs. They have many dependencies, so this program does not include them.
 * @throws {CommandError} with the command that installs all of them, if one is missing.
 */
export function importFor<Module>(backend: Backend, load: () => Promise<Module>): Promise<Module> {
  const names = ['@licenses-usage/fleet', 'bullmq', drivers[backend]];
  const advice = `A fleet needs packages that are not installed. Run: npm install ${names.join(' ')}`;
  return importOptional(load, names, advice);
}
