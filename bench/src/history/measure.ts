/** One measurement in a separate process: `measure.ts <work> <folder> <rows> [weeks or address]`. */
import { readdirSync, statSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createClient, type LicensesUsageRow } from '@licenses-usage/client';
import { createEmulator } from '@licenses-usage/emulator';
import { openHistory, type FolderHistory } from '@licenses-usage/history';
import { customerId, snapshotRows } from './rows.ts';

const [work = '', folder = '', size = '', more = ''] = process.argv.slice(2);
const rows = Number(size);
const csv = join(folder, '..', 'rows.csv');

const works: Readonly<Record<string, () => Promise<number>>> = {
  /** Records rows from memory into a snapshot for each week. Resolves to the bytes per row on disk. */
  async record() {
    await using history = await openHistory(folder);
    const weeks = Number(more);
    for (let week = 0; week < weeks; week += 1) await history.recordRows(snapshotRows(rows, week));
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
    return sizes.reduce((sum, bytes) => sum + bytes, 0) / (rows * weeks);
  },
  /** Only generates the rows. */
  async generate() {
    let count = 0;
    for (const batch of snapshotRows(rows, 0)) count += batch.length;
    return count;
  },
  /** Writes the rows as CSV, for the next measurement. */
  async export() {
    await using history = await openHistory(folder);
    return await history.export({ format: 'csv', out: csv });
  },
  // DuckDB's own reader of CSV, with its own settings. What it writes is on disk at the end, as a recording is.
  async csvToFile() {
    const path = `${csv}.duckdb`;
    await rm(path, { force: true });
    // Closing writes the table from the log into the file.
    return readCsv(path, (source) => `create table rows as ${source}`);
  },
  async csvToParquet() {
    const path = `${csv}.parquet`;
    const read = await readCsv(':memory:', (source) => `copy (${source}) to '${path}' (format parquet)`);
    const file = await open(path);
    await file.sync();
    await file.close();
    return read;
  },
  async csvToMemory() {
    return readCsv(':memory:', (source) => `create table rows as ${source}`);
  },
  /**
   * Reads the recorded rows back and compares them with the generated ones, value by value. Resolves to the number of
   * differences.
   */
  async compare() {
    await using history = await openHistory(folder);
    let differences = 0;
    let made: LicensesUsageRow[] = [];
    for (const batch of snapshotRows(rows, 0)) {
      made.push(...batch);
      // In parts, because a million rows as objects take 2 GB. Ids ascend, and each batch ends with a whole customer.
      if (made.length < 50_000) continue;
      differences += await countDifferences(history, made);
      made = [];
    }
    return differences + (made.length === 0 ? 0 : await countDifferences(history, made));
  },
  /** Reads a list over HTTP, row by row. */
  async walk() {
    const client = createClient({ credential: () => 'any-token', baseUrl: more });
    let count = 0;
    for await (const batch of client.listLicensesUsage().byBatch()) count += batch.length;
    return count;
  },
  /** The same, and recorded. */
  async walkAndRecord() {
    const client = createClient({ credential: () => 'any-token', baseUrl: more });
    await using history = await openHistory(folder);
    const { recorded } = await history.record(client);
    return recorded.reduce((sum, snapshot) => sum + snapshot.rows, 0);
  },
  /** Records the demonstration, as commands with `--demo` do. Resolves to the number of rows. */
  async demo() {
    await using history = await openHistory(folder);
    const { recorded } = await history.record(demonstration(), { kinds: ['usage', 'deployment'], weeks: 26 });
    return recorded.reduce((sum, snapshot) => sum + snapshot.rows, 0);
  },
  async trend() {
    await using history = await openHistory(folder);
    return await timed(async () => (await history.trend()).length);
  },
  async changes() {
    await using history = await openHistory(folder);
    return await timed(async () => (await history.changes({ fellBy: 10 })).length);
  },
  async customer() {
    await using history = await openHistory(folder);
    const where = { customer: customerId(17) };
    return await timed(async () => (await history.trend({ where })).length);
  },
};

/** A client of the emulator in this process. */
function demonstration() {
  const emulator = createEmulator();
  return createClient({
    credential: emulator.credential,
    fetch: (input, init) => emulator.fetch(input, init),
  });
}

/** Runs a statement with the rows of the CSV. Resolves to their number. */
async function readCsv(path: string, statement: (source: string) => string): Promise<number> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  const [first] = (await connection.runAndReadAll(statement(`select * from read_csv('${csv}')`))).getRows();
  connection.closeSync();
  instance.closeSync();
  return Number(first?.[0]);
}

/** The least CPU milliseconds of a question. */
let cpuOfQuestion = Infinity;

/** The least of three durations in milliseconds. The first includes reading the ledger of each file. */
async function timed(ask: () => Promise<number>): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < 3; run += 1) {
    const begin = performance.now();
    const before = process.cpuUsage();
    if ((await ask()) === 0) throw new Error(`${work} found nothing.`);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, performance.now() - begin);
    cpuOfQuestion = Math.min(cpuOfQuestion, (user + system) / 1_000);
  }
  return least;
}

/** The number of rows of these customers that are only recorded or only generated. */
async function countDifferences(history: FolderHistory, made: readonly LicensesUsageRow[]): Promise<number> {
  const names = Object.keys(made[0] ?? {}).filter((name) => name !== 'processedDateTime');
  const keyOf = (row: object) => names.map((name) => Reflect.get(row, name)).join('\u0000');
  const [first, last] = [made[0], made.at(-1)].map((row) => row?.customerTenantId ?? '');
  const { rows: found } = await history.query(
    `select ${names.map((name) => `"${name}"`).join(', ')} from usage where "customerTenantId" between $1 and $2`,
    [first ?? '', last ?? ''],
  );
  const left = new Map<string, number>();
  for (const row of found) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) + 1);
  for (const row of made) left.set(keyOf(row), (left.get(keyOf(row)) ?? 0) - 1);
  return [...left.values()].reduce((sum, count) => sum + Math.abs(count), 0);
}

// Loads the modules that the work needs, and compiles the sources of the workspace, which are built for users.
const warm = await openHistory(join(folder, '..', 'warm'));
await warm.trend();
await warm.close();
if (work === 'demo') await demonstration().listLicensesUsage({ top: 1 }).toArray();
// The file was written just now. Reading it once lets the measured reader find it in memory.
if (work.startsWith('csv')) await readFile(csv);
const begin = performance.now();
const before = process.cpuUsage();
const value = await works[work]?.();
const { user, system } = process.cpuUsage(before);
process.send?.({
  value,
  cpuOfQuestion,
  seconds: (performance.now() - begin) / 1_000,
  cpuSeconds: (user + system) / 1e6,
  // In kibibytes on every platform.
  peakInMiB: process.resourceUsage().maxRSS / 1_024,
});
process.disconnect?.();
