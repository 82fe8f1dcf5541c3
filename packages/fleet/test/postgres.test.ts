import {
  hasPostgres,
  startPostgresServer,
  type PostgresServer,
} from '@licenses-usage/testing/postgres-server';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createFleet, createPostgresSink, type Fleet } from '../src/index.ts';
import { askEach, byCustomer, startService, startWorker, toArray } from './support/start-fleet.ts';

describe.runIf(hasPostgres())('Postgres', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgresServer();
  });
  afterAll(() => server.stop());

  function startPool(): Pool {
    const pool = new Pool({ connectionString: server.url });
    // The server may end before the last connection has.
    pool.on('error', () => {});
    onTestFinished(() => pool.end());
    return pool;
  }

  function startOnPostgres(queue: string): Fleet {
    const fleet = createFleet({ queue, connection: server.url });
    onTestFinished(() => fleet.close());
    return fleet;
  }

  test('can hold the queue, without Redis', async () => {
    const service = startService();
    const expected = await askEach(service);
    const fleet = startOnPostgres('jobs');
    expect(await fleet.enqueue(service.client.listCustomers())).toStrictEqual({ customers: 12, added: 12 });
    expect(await fleet.enqueue(service.client.listCustomers())).toStrictEqual({ customers: 12, added: 0 });
    startWorker(fleet, service.client);
    expect(byCustomer(await toArray(fleet.collect()))).toStrictEqual(expected);
    expect(await fleet.status()).toMatchObject({ succeeded: 12, done: true });
  });

  test('can be the sink, where a new row of a customer replaces an earlier one', async () => {
    const service = startService();
    const expected = await askEach(service);
    const pool = startPool();
    const [sink, another] = await Promise.all([createPostgresSink({ pool }), createPostgresSink({ pool })]);
    const fleet = startOnPostgres('rows');
    await fleet.enqueue(service.client.listCustomers());
    startWorker(fleet, service.client, { sink });
    await toArray(fleet.progress({ intervalInMs: 20 }));
    expect(await toArray(another.read('rows'))).toEqual(expected);
    const [first] = expected;
    if (first?.status !== 'ok') throw new Error('The first customer failed.');
    await sink.save({ ...first, totalCount: 0, items: [] }, 'rows');
    const again = await toArray(another.read('rows'));
    expect(again).toHaveLength(12);
    expect(again[0]).toEqual({ ...first, totalCount: 0, items: [] });
    expect(await toArray(another.read('another'))).toEqual([]);
    // The scans of other days stay beside it.
    await sink.save(first, 'rows-2017-03-16');
    expect(await toArray(another.read('rows-2017-03-16'))).toEqual([first]);
    expect(await toArray(another.read('rows'))).toEqual(again);
  });

  test('refuses an invalid table name', async () => {
    const pool = startPool();
    await expect(createPostgresSink({ pool, table: 'usage; drop table x' })).rejects.toMatchObject({
      code: 'input',
    });
  });
});
