import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { connect } from '../../src/connection/connect.ts';
import { CommandError } from '../../src/exit.ts';
import { findQueue, importFor, ofProfile, openRedis, scanOf, withFleet } from '../../src/fleet/open.ts';
import { openTokenSharing } from '../../src/fleet/shared-token.ts';
import { run } from '../../src/run.ts';
import { collect } from '../support/collect.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tokenWith } from '../support/token.ts';

function contextOf(env: Readonly<Record<string, string>>) {
  return { stdout: collect(), stderr: collect(), env, abortSignal: new AbortController().signal };
}

const find = (env: Readonly<Record<string, string>>, dotenv?: string) =>
  findQueue(dotenv === undefined ? {} : { dotenv }, contextOf(env));

describe('the address of a queue', () => {
  test.for([
    ['REDIS_URL', 'redis', 'redis://localhost:6379'],
    ['REDIS_URL', 'redis', 'rediss://x'],
    ['DATABASE_URL', 'postgres', 'postgres://localhost/licences'],
    ['DATABASE_URL', 'postgres', 'postgresql://localhost/licences'],
  ] as const)('is in %s, for %s: %s', async ([name, backend, url]) => {
    expect(await find({ [name]: url })).toStrictEqual({ backend, url });
  });

  test('is that of Redis if there are both, and may be in a file', async () => {
    const file = join(await temporaryFolder(), '.env');
    await writeFile(file, 'REDIS_URL=redis://file\n');
    const redis = { backend: 'redis', url: 'redis://file' };
    expect(await find({ DATABASE_URL: 'postgres://x' }, file)).toStrictEqual(redis);
    await expect(find({})).rejects.toThrow(
      'Say where the queue is: set REDIS_URL to an address such as redis://localhost:6379, or DATABASE_URL to one such ' +
        'as postgres://localhost/licences. To try everything on this machine: licenses-usage fleet --demo',
    );
  });

  test.for([
    ['REDIS_URL', 'redis://', 'redis://localhost:6379'],
    ['REDIS_URL', 'xredis://secret', 'redis://localhost:6379'],
    ['REDIS_URL', 'redis://[secret', 'redis://localhost:6379'],
    ['REDIS_URL', 'redissss://secret', 'redis://localhost:6379'],
    ['DATABASE_URL', 'mysql://secret', 'postgres://localhost/licences'],
    ['DATABASE_URL', 'xpostgres://secret', 'postgres://localhost/licences'],
    ['DATABASE_URL', 'postgres://', 'postgres://localhost/licences'],
  ] as const)('is not shown if it is malformed: %s=%s', async ([name, value, example]) => {
    await expect(find({ [name]: value })).rejects.toThrow(
      new CommandError(`${name} is not an address such as ${example}.`),
    );
  });
});

test("a queue that can't be reached is reported once and waited for", async () => {
  const context = contextOf({});
  const address = { backend: 'redis', url: 'redis://127.0.0.1:1' } as const;
  await withFleet(address, 's', { queue: 'q' }, context, async (fleet) => {
    const events = fleet.status().catch(() => {});
    await expect.poll(() => context.stderr.text()).not.toBe('');
    await new Promise((resolve) => setTimeout(resolve, 200));
    void events;
  });
  expect(context.stderr.text()).toBe(
    "The queue can't be reached (connect ECONNREFUSED 127.0.0.1:1); waiting for it.\n",
  );
});

describe.runIf(hasRedisServer())('a fleet command that ends', () => {
  test.for([
    ['status', []],
    ['enqueue', ['--demo']],
    ['work', ['--demo']],
  ] as const)('leaves no connection open: %s', async ([name, words]) => {
    const redis = await startRedisServer();
    onTestFinished(() => redis.stop());
    const context = { ...contextOf({ REDIS_URL: redis.url }), untilStopped: async () => {} };
    expect(await run(['fleet', name, ...words], context)).toBe(0);
    const own = await openRedis(redis.url);
    onTestFinished(() => own.disconnect());
    // This program's connections end a moment before Redis has noticed.
    await expect
      .poll(async () =>
        String(await own.client('LIST'))
          .trim()
          .split('\n'),
      )
      .toHaveLength(1);
  });
});

test('an unreachable Redis writes nothing to the console, because the throttle waits for it', async () => {
  const told = vi.spyOn(console, 'error').mockImplementation(() => {});
  onTestFinished(() => told.mockRestore());
  const redis = await openRedis('redis://127.0.0.1:1');
  await new Promise<void>((resolve) => redis.once('reconnecting', () => resolve()));
  redis.disconnect();
  expect(told).not.toHaveBeenCalled();
});

describe('a missing package of a fleet', () => {
  test.for([
    ['redis', 'ioredis'],
    ['postgres', 'pg'],
  ] as const)('is named with the others that a queue in %s needs', async ([backend, driver]) => {
    for (const name of ['@licenses-usage/fleet', 'bullmq', driver]) {
      const load = async (): Promise<unknown> => {
        const message = `Cannot find package '${name}' imported from x`;
        throw Object.assign(new Error(message), { code: 'ERR_MODULE_NOT_FOUND' });
      };
      await expect(importFor(backend, load)).rejects.toThrow(
        new CommandError(
          'A fleet needs packages that are not installed. ' +
            `Run: npm install @licenses-usage/fleet bullmq ${driver}`,
        ),
      );
    }
  });
});

test('each profile has a queue of its own', () => {
  expect(ofProfile({ queue: 'q', profile: 'emea' })).toStrictEqual({ queue: 'q-emea', profile: 'emea' });
  expect(ofProfile({ queue: 'q' })).toStrictEqual({ queue: 'q' });
});

describe('the name of a scan', () => {
  const nameFor = async (claims: object, baseUrl?: string) =>
    scanOf(
      await connect(
        baseUrl === undefined ? {} : { baseUrl },
        contextOf({ PARTNER_CENTER_TOKEN: tokenWith(claims) }),
      ),
    );

  test('shows the partner, in letters that a queue may have', async () => {
    expect(await nameFor({ tid: 'Contoso.on-x.com' })).toMatch(/^contoso\.on-x\.com_[0-9a-f]{12}$/);
    expect(await nameFor({ tid: 'a/b:ä' })).toMatch(/^a-b--_[0-9a-f]{12}$/);
    expect(await nameFor({ tid: 'a'.repeat(65) })).toMatch(/^a{64}_[0-9a-f]{12}$/);
    expect(await nameFor({})).toMatch(/^partner_[0-9a-f]{12}$/);
  });

  test('never changes, because a queue outlives versions of this program', async () => {
    expect(await nameFor({ tid: 'contoso.example' })).toBe('contoso.example_614edf966bc7');
  });

  test('is the same for the same partner of the same service, and no other', async () => {
    const names = [
      await nameFor({ tid: 'a' }),
      await nameFor({ tid: 'A' }),
      await nameFor({ tid: 'b' }),
      await nameFor({ tid: 'a' }, 'https://other.example'),
    ];
    expect(names[1]).toBe(names[0]);
    expect(new Set(names.map((name) => name.split('_')[1])).size).toBe(3);
  });
});

test('workers share a token only in Redis', async () => {
  await expect(openTokenSharing({ backend: 'postgres', url: 'postgres://x' })).rejects.toThrow(
    '--share-token needs Redis: set REDIS_URL. With the queue in Postgres, leave it out, and give each machine a sign-in of its own.',
  );
});
