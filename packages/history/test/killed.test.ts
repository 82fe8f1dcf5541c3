import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { afterAll, describe, expect, test } from 'vitest';

import { openHistory, type History } from '../src/index.ts';
import { openPostgresHistory } from '../src/postgres/index.ts';
import { postgresPrograms, startPostgres } from './support/start-postgres.ts';
import { usageRow } from './support/rows.ts';

/** `KILLS=50` for more. */
const kills = Number(process.env['KILLS'] ?? 4);
const rowsOfSnapshot = 3_000;
const root = mkdtempSync(join(tmpdir(), 'history-killed-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Records one snapshot after another, and names each on its output once it is acknowledged. */
function recorder(open: string): string {
  const script = join(root, `${Buffer.from(open).toString('hex').slice(-40)}.ts`);
  writeFileSync(
    script,
    `
    import { openHistory } from '${import.meta.resolve('../src/index.ts')}';
    import { openPostgresHistory } from '${import.meta.resolve('../src/postgres/index.ts')}';
    import { Pool } from '${import.meta.resolve('pg')}';
    const row = ${JSON.stringify(usageRow())};
    const history = await ${open};
    const first = Number(process.argv[2]);
    for (let week = first; ; week += 1) {
      const processedDateTime = new Date(week * 7 * 86_400_000).toISOString().replace('.000Z', 'Z');
      const rows = Array.from({ length: ${rowsOfSnapshot} }, (_, index) => ({ ...row, processedDateTime, customerTenantId: String(index) }));
      await history.recordRows([rows.slice(0, 1_000), rows.slice(1_000)]);
      console.log(processedDateTime);
    }`,
  );
  return script;
}

/** Starts the recorder, kills it at a moment of no significance, and returns what it has acknowledged. */
async function killOnce(script: string, first: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, String(first)], { stdio: ['ignore', 'pipe', 'ignore'] });
  const acknowledged: string[] = [];
  const lines = createInterface({ input: child.stdout });
  const stopAfter = 1 + Math.floor(Math.random() * 3);
  for await (const line of lines) {
    acknowledged.push(line);
    if (acknowledged.length === stopAfter) setTimeout(() => child.kill('SIGKILL'), Math.random() * 60);
  }
  return acknowledged;
}

/** What is wrong with the history after recorders were killed; nothing is right. */
async function faultsAfterKills(history: History, script: string): Promise<readonly string[]> {
  const faults: string[] = [];
  let first = 1_000;
  for (let kill = 0; kill < kills; kill += 1) {
    const acknowledged = await killOnce(script, first);
    const found = await history.verify();
    const dates = found.map(({ snapshot }) => snapshot?.processedDateTime);
    faults.push(
      ...found.flatMap(({ fault }) => fault ?? []),
      ...found.flatMap(({ name, snapshot }) =>
        snapshot?.rows === rowsOfSnapshot ? [] : `${name} is not whole`,
      ),
      ...acknowledged.flatMap((date) => (dates.includes(date) ? [] : `${date} is lost`)),
      ...dates.flatMap((date, index) => (dates.indexOf(date) === index ? [] : `${date} is there twice`)),
    );
    first += 1_000;
  }
  return faults;
}

describe('a recorder that is killed leaves whole snapshots, and all that it acknowledged', () => {
  test('in a folder', async () => {
    const folder = join(root, 'folder');
    await using history = await openHistory(folder);
    const faults = await faultsAfterKills(history, recorder(`openHistory(${JSON.stringify(folder)})`));
    expect(faults).toEqual([]);
    expect(await history.snapshots()).not.toEqual([]);
    expect(readdirSync(folder).every((name) => /\.parquet$|^\.[\da-f]{16}\.part$/.test(name))).toBe(true);
  });

  test.skipIf(postgresPrograms === undefined)('in Postgres', async () => {
    const server = await startPostgres(postgresPrograms ?? '');
    const pool = server.createPool();
    try {
      const connection = JSON.stringify({ host: server.host, user: 'history', database: 'postgres' });
      const history = await openPostgresHistory(pool);
      const faults = await faultsAfterKills(
        history,
        recorder(`openPostgresHistory(new Pool(${connection}))`),
      );
      expect(faults).toEqual([]);
      expect(await history.snapshots()).not.toEqual([]);
    } finally {
      await pool.end();
      await server.stop();
    }
  });
});
