import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Database } from '../src/folder/database.ts';
import { openHistory, type FolderHistory } from '../src/index.ts';
import { idOf, usageRow } from './support/rows.ts';

const root = mkdtempSync(join(tmpdir(), 'history-folder-'));
let folders = 0;
const newFolder = () => join(root, String((folders += 1)));
afterAll(() => rmSync(root, { recursive: true }));

async function recorded(folder = newFolder()) {
  await using history = await openHistory(folder);
  await history.recordRows([[usageRow(), usageRow({ customerTenantId: idOf(2) })]]);
  return { folder, file: join(folder, 'usage_partner_o365_2026-11-15.parquet') };
}

test('names files after partner, service and date, whatever these contain', async () => {
  const folder = newFolder();
  await using history = await openHistory(folder);
  await history.recordRows(
    [[usageRow({ serviceCode: '../x_y', processedDateTime: '2026-11-15T10:30:00Z' })]],
    {
      partner: 'a/b_c',
    },
  );
  await history.recordRows([[usageRow({ serviceCode: null })]], { partner: 'a/b' });
  expect(readdirSync(folder).sort()).toEqual([
    'usage_a%2Fb%5fc_..%2Fx%5fy_2026-11-15T10-30-00.000Z.parquet',
    'usage_a%2Fb__2026-11-15.parquet',
  ]);
  expect((await history.snapshots()).map(({ partner, serviceCode }) => [partner, serviceCode])).toEqual([
    ['a/b', null],
    ['a/b_c', '../x_y'],
  ]);
});

test('opens in several programs, and shows what the other records', async () => {
  const { folder } = await recorded();
  await using one = await openHistory(folder);
  await using other = await openHistory(folder);
  await other.recordRows([[usageRow({ processedDateTime: '2026-11-22T00:00:00Z' })]]);
  expect(await one.snapshots()).toHaveLength(2);
  expect(await one.trend()).toHaveLength(2);
});

test('reads rows back unchanged, those of one customer together', async () => {
  await using history = await openHistory(newFolder());
  // Every seventh customer in turn, more products than an enum holds, and workloads in no order.
  const rows = Array.from({ length: 10_000 }, (_, index) => ({
    ...usageRow({
      customerTenantId: idOf((index * 7) % 500),
      productId: `P${index % 1_500}`,
      productName: index % 11 === 0 ? null : `Product ${index % 1_500}`,
      workloadCode: `W${(index * 13) % 7}`,
      workloadName: null,
      channel: ["it's", '"quoted"', ''][index % 3] ?? null,
      serviceName: index % 2 === 0 ? 'zero \0 inside' : null,
      licensesActive: index,
      licensesQualified: 2 ** 40 + index,
    }),
    ...(index % 100 === 0 ? { region: `R${index % 300}` } : {}),
  }));
  await history.recordRows([rows.slice(0, 6_000), rows.slice(6_000)]);
  const names = Object.keys(usageRow()).filter((name) => name !== 'processedDateTime');
  const { rows: found } = await history.query(
    `select ${names.map((name) => `"${name}"`).join(', ')}, extra->>'region' as region from usage`,
  );
  const textOf = (row: object) =>
    JSON.stringify([...names, 'region'].map((name) => Reflect.get(row, name) ?? null));
  expect(found.map(textOf).sort()).toEqual(rows.map(textOf).sort());
  const ids = found.map(({ customerTenantId }) => customerTenantId);
  expect(ids.filter((id, index) => id !== ids[index - 1])).toHaveLength(500);
});

test('keeps one complete snapshot of two concurrent recorders', async () => {
  const folder = newFolder();
  await using one = await openHistory(folder);
  await using other = await openHistory(folder);
  const rows = Array.from({ length: 5_000 }, (_, index) => usageRow({ customerTenantId: idOf(index) }));
  await Promise.all([one, other].map((history) => history.recordRows([rows], { existing: 'replace' })));
  expect((await one.verify()).map(({ snapshot, fault }) => [snapshot?.rows, fault])).toEqual([
    [5_000, undefined],
  ]);
});

test('removes day-old leftovers of killed recorders, and nothing else', async () => {
  const { folder } = await recorded();
  const [old, fresh] = [join(folder, `.${'a'.repeat(16)}.part`), join(folder, `.${'b'.repeat(16)}.part`)];
  for (const file of [old, fresh, join(folder, 'notes.txt')]) writeFileSync(file, 'x');
  utimesSync(old, 0, 0);
  const history = await openHistory(folder);
  await history[Symbol.asyncDispose]();
  expect(readdirSync(folder).sort()).toEqual([
    `.${'b'.repeat(16)}.part`,
    'notes.txt',
    'usage_partner_o365_2026-11-15.parquet',
  ]);
});

test('says that a history is closed', async () => {
  const { folder } = await recorded();
  const history = await openHistory(folder);
  await history[Symbol.asyncDispose]();
  await history[Symbol.asyncDispose]();
  await expect(history.trend()).rejects.toMatchObject({
    name: 'HistoryError',
    message: expect.stringContaining('closed'),
  });
});

describe('a file that differs from its recording', () => {
  test('is named when it was cut', async () => {
    const { folder, file } = await recorded();
    truncateSync(file, 500);
    await using history = await openHistory(folder);
    await expect(history.trend()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(file),
    });
    expect((await history.verify())[0]).toMatchObject({
      name: file,
      fault: expect.stringContaining('Parquet'),
    });
  });

  test('is named when some bytes have changed', async () => {
    const { folder, file } = await recorded();
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4, 200);
    writeFileSync(file, bytes);
    await using history = await openHistory(folder);
    expect((await history.verify()).map(({ name, fault }) => [name, typeof fault])).toEqual([
      [file, 'string'],
    ]);
  });

  test('is named when another program wrote it', async () => {
    const { folder } = await recorded();
    const foreign = join(folder, 'usage_foreign.parquet');
    await using database = await Database.open();
    await database.run(`copy (select 1 as a) to '${foreign}' (format parquet)`);
    await using history = await openHistory(folder);
    await expect(history.snapshots()).rejects.toMatchObject({
      code: 'damaged',
      message: expect.stringContaining(foreign),
    });
  });

  test('is named when it has the name of another snapshot', async () => {
    const { folder, file } = await recorded();
    copyFileSync(file, join(folder, 'usage_partner_o365_2026-11-22.parquet'));
    await using history = await openHistory(folder);
    expect((await history.verify()).map(({ fault }) => fault === undefined)).toEqual([true, false]);
  });

  test('is refused when a later version wrote it', async () => {
    const { folder, file } = await recorded();
    await using database = await Database.open();
    await database.run(
      `copy (from '${file}') to '${file}x' (format parquet, kv_metadata {licenses_usage: '{"format":2}'})`,
    );
    copyFileSync(`${file}x`, file);
    await using history = await openHistory(folder);
    await expect(history.snapshots()).rejects.toMatchObject({
      code: 'newer-format',
      message: expect.stringContaining('Update'),
    });
  });

  test('is read when an earlier version wrote it without a column', async () => {
    const { folder, file } = await recorded();
    await using database = await Database.open();
    const [ledger] = await database.select(
      `select decode(value) as text from parquet_kv_metadata('${file}') where decode(key) = 'licenses_usage'`,
    );
    await database.run(
      `copy (select * exclude (productName) from '${file}') to '${file}x' (format parquet, kv_metadata {licenses_usage: '${String(ledger?.['text'])}'})`,
    );
    copyFileSync(`${file}x`, file);
    rmSync(`${file}x`);
    await using history = await openHistory(folder);
    await history.recordRows([[usageRow({ processedDateTime: '2026-11-22T00:00:00Z' })]]);
    expect((await history.trend()).map(({ active }) => active)).toEqual([80, 40]);
  });
});

test('says in a sentence that a file is in place of the folder', async () => {
  const file = newFolder();
  writeFileSync(file, 'x');
  await expect(openHistory(file)).rejects.toMatchObject({
    code: 'folder',
    message: expect.stringContaining('Choose a folder'),
  });
});

test('says in a sentence that the disk is full, and keeps earlier snapshots', async () => {
  const { folder } = await recorded();
  const program = `
    import { openHistory } from '${import.meta.resolve('../src/index.ts')}';
    const history = await openHistory(${JSON.stringify(folder)});
    const row = (index) => ({ ...${JSON.stringify(usageRow())}, processedDateTime: '2026-11-22T00:00:00Z', customerName: String(Math.random()) + index });
    await history.recordRows([Array.from({ length: 20_000 }, (_, index) => row(index))]).catch((error) => console.log(error.name, error.message));
  `;
  const script = join(root, 'full.ts');
  writeFileSync(script, program);
  // Limits files to 64 KiB, so that writing more fails.
  const limited = `trap '' XFSZ; ulimit -f 64; exec ${process.execPath} ${script}`;
  const { stdout } = await promisify(execFile)('bash', ['-c', limited]);
  expect(stdout).toMatch(/^HistoryError Recording .*Nothing recorded before was changed/);
  await using history = await openHistory(folder);
  expect((await history.verify()).map(({ fault }) => fault)).toEqual([undefined]);
  expect(readdirSync(folder)).toHaveLength(1);
});

describe('a query', () => {
  let folder = '';
  let history: FolderHistory;
  beforeAll(async () => {
    ({ folder } = await recorded());
    history = await openHistory(folder);
  });
  afterAll(() => history.close());

  test('reads the views with parameters, and returns typed numbers and dates', async () => {
    const { columns, rows } = await history.query(
      'select "processedDateTime", count(*) as n, sum("licensesActive") as active from usage where "customerTenantId" = $1 group by all',
      [idOf(2)],
    );
    expect(columns).toEqual(['processedDateTime', 'n', 'active']);
    expect(rows).toEqual([{ processedDateTime: '2026-11-15T00:00:00Z', n: 1, active: 40 }]);
    expect((await history.query('select * from deployment')).rows).toEqual([]);
  });

  test.each([
    ['two statements', 'select 1; select 2'],
    ['no statement', ''],
    ['what is no SQL', 'selekt 1'],
    ['a table', 'create table t (a int)'],
    ['a copy into the folder', `copy (select 1) to 'FOLDER/x.csv'`],
    ['an export', `export database 'FOLDER'`],
    ['another database', `attach 'FOLDER/x.db'`],
    ['a setting', 'set enable_external_access = true'],
    ['a pragma', 'pragma database_list'],
    ['an extension', 'install httpfs'],
    ['an explained copy', `explain analyze copy (select 1) to 'FOLDER/x.csv'`],
  ])('refuses %s', async (_, sql) => {
    const refused = history.query(sql.replace('FOLDER', folder));
    await expect(refused).rejects.toMatchObject({ name: 'HistoryError', code: 'query' });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  test.each([
    `select * from read_text('/etc/passwd')`,
    `select * from read_csv('/etc/passwd')`,
    `select * from 'FOLDER/../1/usage_partner_o365_2026-11-15.parquet'`,
    `select * from glob('/etc/*')`,
    `select * from read_parquet('https://example.com/x.parquet')`,
    `select getenv('HOME')`,
  ])('reaches nothing outside: %s', async (sql) => {
    await expect(history.query(sql.replace('FOLDER', folder))).rejects.toMatchObject({ code: 'query' });
  });

  test('ends when it needs too much memory', async () => {
    const large = `select string_agg(repeat('x', 1000000), '') from range(2000)`;
    await expect(history.query(large)).rejects.toMatchObject({
      code: 'query',
      message: expect.stringMatching(/memory/i),
    });
  });

  test('ends at its time limit', async () => {
    const endless = 'select sum(hash(range)) from range(1000000000000)';
    await expect(history.query(endless, [], { timeoutInMs: 20 })).rejects.toMatchObject({
      code: 'query',
      message: expect.stringContaining('20 ms'),
    });
    const reason = new Error('enough');
    const controller = new AbortController();
    const aborted = history.query(endless, [], { abortSignal: controller.signal });
    setTimeout(() => controller.abort(reason), 20);
    await expect(aborted).rejects.toBe(reason);
  });
});
