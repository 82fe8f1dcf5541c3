import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { describe, expect, onTestFinished, test } from 'vitest';

import { openHistory } from '../src/index.ts';
import { openPostgresHistory } from '../src/postgres/index.ts';
import { describePostgres } from './support/histories.ts';
import { killRecorders } from './support/kill-recorders.ts';

/** A sample: `test:kills` kills 50 recorders in each place. */
const kills = Number(process.env['KILLS'] ?? 2);

describe('a killed recorder leaves only complete snapshots, and all that it acknowledged', () => {
  test('in a folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'history-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await using history = await openHistory(folder);
    const { faults, ...counts } = await killRecorders(
      history,
      `openHistory(${JSON.stringify(folder)})`,
      kills,
    );
    expect(faults).toEqual([]);
    expect(counts.acknowledged).toBeGreaterThanOrEqual(counts.killed);
    expect(readdirSync(folder).every((name) => /\.parquet$|^\.[\da-f]{16}\.part$/.test(name))).toBe(true);
  });

  describePostgres('', (connect, address) => {
    test('in Postgres', async () => {
      const pool = connect();
      onTestFinished(() => pool.end());
      const history = await openPostgresHistory(pool);
      const open = `openPostgresHistory(new Pool({ connectionString: ${JSON.stringify(address())} }))`;
      const { faults, ...counts } = await killRecorders(history, open, kills);
      expect(faults).toEqual([]);
      expect(counts.acknowledged).toBeGreaterThanOrEqual(counts.killed);
    });
  });
});
