import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  hasPostgres,
  startPostgresServer,
  type PostgresServer,
} from '@licenses-usage/testing/postgres-server';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe } from 'vitest';

import { openHistory, type History } from '../../src/index.ts';
import { openPostgresHistory } from '../../src/postgres/index.ts';

/** Runs the same tests over a folder and over Postgres. `open` gives each test an empty history. */
export function describeHistories(tests: (open: () => Promise<History>) => void): void {
  describe('in a folder', () => {
    const root = mkdtempSync(join(tmpdir(), 'history-'));
    let folders = 0;
    afterAll(() => rmSync(root, { recursive: true }));
    tests(() => openHistory(join(root, String((folders += 1)))));
  });

  describePostgres('in Postgres', (connect) => {
    let pool: Pool | undefined;
    beforeAll(() => {
      pool = connect();
    });
    afterAll(() => pool?.end());
    tests(async () => {
      if (pool === undefined) throw new Error('Postgres has not started.');
      await pool.query('drop schema if exists licenses_usage cascade');
      return openPostgresHistory(pool);
    });
  });
}

/** Runs tests against a Postgres of their own, or skips them if none is installed. */
export function describePostgres(title: string, tests: (connect: () => Pool, address: () => string) => void) {
  describe.runIf(hasPostgres())(title, () => {
    let server: PostgresServer | undefined;
    beforeAll(async () => {
      server = await startPostgresServer();
    });
    afterAll(() => server?.stop());
    const address = () => {
      if (server === undefined) throw new Error('Postgres has not started.');
      return server.url;
    };
    const connect = () => {
      const pool = new Pool({ connectionString: address(), max: 20 });
      pool.on('error', () => {});
      return pool;
    };
    tests(connect, address);
  });
}
