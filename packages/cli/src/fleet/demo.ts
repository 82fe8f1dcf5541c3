import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createClient } from '@licenses-usage/client';
import type { Connection } from '../connection/connect.ts';
import type { Context } from '../context.ts';
import { CommandError } from '../exit.ts';
import { note, several } from '../output/terminal.ts';
import { collectTo, requireFreeFile, type Collected } from './collect.ts';
import { findQueue, scanOf, withFleet, type QueueAddress } from './open.ts';
import { withClient } from './work.ts';

export interface DemoOptions {
  readonly out: string;
  readonly force?: true;
  readonly quiet?: true;
}

/**
 * Runs a fleet of two workers in this program, against an emulator of the service. The queue is in the Redis or
 * Postgres that the variables name, or in a temporary Redis that is started for it.
 */
export async function runDemo(
  options: DemoOptions,
  connection: Connection,
  context: Context,
): Promise<Collected> {
  await requireFreeFile(options.out, options.force ?? false);
  const { env } = context;
  if (env['REDIS_URL'] === undefined && env['DATABASE_URL'] === undefined) {
    return withRedis(context, (address) => runOn(address, options, connection, context));
  }
  return runOn(await findQueue({}, context), options, connection, context);
}

async function runOn(
  address: QueueAddress,
  options: DemoOptions,
  connection: Connection,
  context: Context,
): Promise<Collected> {
  const queue = { ...options, queue: 'licenses-usage-demo' };
  const scan = scanOf(connection);
  return withFleet(address, scan, queue, context, async (fleet) => {
    const lister = createClient(connection.clientOptions);
    const { customers } = await fleet.enqueue(lister.listCustomers(), { restart: true });
    note(`${several(customers, 'customer')} on the queue. Two workers start.`, options, context);
    const working = { concurrency: 4, maxConcurrency: 8 };
    return withClient({ address, connection, scan }, working, async (client, workOptions) => {
      const workers = ['one', 'two'].map((name) => fleet.work(client, { ...workOptions, name }));
      try {
        return await collectTo(fleet, { ...options, wait: true }, context);
      } finally {
        for (const worker of workers) await worker.stop();
      }
    });
  });
}

/** Runs something with a private Redis, on a socket in a temporary folder. */
async function withRedis<Result>(
  { env }: Context,
  use: (address: QueueAddress) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-demo-'));
  try {
    const path = join(folder, 'redis.sock');
    const stop = await startRedis(path, folder, env);
    try {
      return await use({ backend: 'redis', url: `unix://${path}` });
    } finally {
      await stop();
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** @returns what stops it. */
async function startRedis(path: string, cwd: string, env: Context['env']): Promise<() => Promise<void>> {
  const words = ['--port', '0', '--unixsocket', path, '--save', '', '--appendonly', 'no'];
  for (const program of ['redis-server', 'valkey-server']) {
    const server = spawn(program, words, { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'ignore'] });
    const ended = new Promise((resolve) => server.once('exit', resolve));
    // A program that is missing has no output.
    server.on('error', () => {});
    if (!(await isReady(server.stdout))) continue;
    return async () => {
      server.kill();
      await ended;
    };
  }
  throw new CommandError(
    'The demonstration needs Redis, and there is none on this machine. Install it (apt-get install redis-server, brew ' +
      'install redis), or set REDIS_URL to one that runs, such as redis://localhost:6379.',
  );
}

async function isReady(output: Readable): Promise<boolean> {
  for await (const line of createInterface(output)) {
    if (!line.includes('eady to accept connections')) continue;
    output.resume();
    return true;
  }
  return false;
}
