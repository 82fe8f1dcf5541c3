import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe } from 'vitest';

import { openHistory, type History } from '../../src/index.ts';
import { openPostgresHistory } from '../../src/postgres/index.ts';
import { postgresPrograms, startPostgres } from './start-postgres.ts';

/** Runs the same tests over a folder and over Postgres. `open` gives each test an empty history. */
export function describeHistories(tests: (open: () => Promise<History>) => void): void {
  describe('in a folder', () => {
    const root = mkdtempSync(join(tmpdir(), 'history-'));
    let folders = 0;
    afterAll(() => rmSync(root, { recursive: true }));
    tests(() => openHistory(join(root, String((folders += 1)))));
  });

  // Debian's package `postgresql` has what this needs.
  describe.skipIf(postgresPrograms === undefined)('in Postgres', () => {
    let server: Awaited<ReturnType<typeof startPostgres>> | undefined;
    let pool: ReturnType<NonNullable<typeof server>['createPool']> | undefined;
    beforeAll(async () => {
      server = await startPostgres(postgresPrograms ?? '');
      pool = server.createPool();
    });
    afterAll(async () => {
      await pool?.end();
      await server?.stop();
    });
    tests(async () => {
      if (pool === undefined) throw new Error('Postgres has not started.');
      await pool.query('drop schema if exists licenses_usage cascade');
      return openPostgresHistory(pool);
    });
  });
}
