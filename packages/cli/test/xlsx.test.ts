import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import type { Sheet } from '../src/xlsx/sheet.ts';
import { writeWorkbook } from '../src/xlsx/write-workbook.ts';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function read(sheets: readonly Sheet[], options?: Parameters<typeof writeWorkbook>[1]) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeWorkbook(sheets, options)) chunks.push(chunk);
  return (await readXlsx(Buffer.concat(chunks))).sheets;
}

function sheet(name: string, rows: Sheet['rows'], ...columns: Sheet['columns']): Sheet {
  return { name, columns, rows };
}

describe('a workbook', () => {
  test('has typed numbers, shares and days, and empty cells for unknown values', async () => {
    const [first] = await read([
      sheet(
        'Usage',
        [['Exchange', 1_234, 0.918, '2026-11-26T00:00:00Z', null]],
        { title: 'Workload' },
        { title: 'Active' },
        { title: 'Share', type: 'share' },
        { title: 'As of', type: 'day' },
        { title: 'Before' },
      ),
    ]);
    expect(first?.rows).toStrictEqual([
      ['Workload', 'Active', 'Share', 'As of', 'Before'],
      ['Exchange', 1_234, 0.918, new Date('2026-11-26T00:00:00Z'), null],
    ]);
  });

  test('has a frozen header, and filters over all rows', async () => {
    const [first] = await read([sheet('Usage', [['a', 1]], { title: 'Name' }, { title: 'Active' })]);
    expect(first).toMatchObject({ freezePane: { rows: 1 }, autoFilter: { range: 'A1:B2' } });
  });

  test('never turns text into a formula, and keeps every text', async () => {
    const names = [
      '=1+1',
      '+1',
      '@SUM(A1)',
      '<b>&"x"',
      ' two  blanks ',
      'a\nb',
      '青空 🥨',
      'شركة',
      '_x0041_',
      'x'.repeat(32_767),
    ];
    const [first] = await read([
      sheet(
        'Names',
        names.map((name) => [name]),
        { title: 'Name' },
      ),
    ]);
    expect(first?.rows.slice(1)).toStrictEqual(names.map((name) => [name]));
    expect([...(first?.cells?.values() ?? [])].filter(({ formula }) => formula !== undefined)).toStrictEqual(
      [],
    );
  });

  test("replaces characters that XML can't hold, and refuses text that a cell can't hold", async () => {
    const [first] = await read([sheet('Names', [['a\u0007b\uD800c']], { title: 'Name' })]);
    expect(first?.rows[1]).toStrictEqual(['a\uFFFDb\uFFFDc']);
    await expect(read([sheet('Names', [['x'.repeat(32_768)]], { title: 'Name' })])).rejects.toThrow(
      'A value has 32768 characters, and a cell of a workbook holds 32767: choose another --format.',
    );
  });

  test('continues in another sheet when one is full, and has a header without rows', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => [index]);
    const sheets = await read([sheet('A', rows, { title: 'Row' }), sheet('B', [], { title: 'None' })], {
      rowsPerSheet: 2,
    });
    expect(sheets.map(({ name, rows: cells }) => [name, ...cells.flat()])).toStrictEqual([
      ['A', 'Row', 0, 1],
      ['A 2', 'Row', 2, 3],
      ['A 3', 'Row', 4],
      ['B', 'None'],
    ]);
  });

  test('is streamed as its rows are read', async () => {
    let taken = 0;
    function* rows() {
      for (taken = 1; taken <= 20_000; taken += 1) yield [Math.sin(taken), `Customer ${taken * 7919}`];
    }
    const workbook = writeWorkbook([sheet('Usage', rows(), { title: 'Active' }, { title: 'Name' })]);
    expect((await workbook.next()).done).toBe(false);
    await workbook.return(undefined);
    expect(taken).toBeLessThan(10_000);
  });
});

describe('--format xlsx', () => {
  test('has every column of usage, with types', async () => {
    const out = join(await temporaryFolder(), 'usage.xlsx');
    const started = await startEmulator({ snapshotDate: '2026-11-26' });
    const words = ['usage', '--format', 'xlsx', '--out', out, ...started.words];
    expect(await runProgram(words, { env: started.env })).toMatchObject({ code: 0, out: '' });
    const [usage] = (await readXlsx(await readFile(out))).sheets;
    expect(usage?.name).toBe('Licence usage');
    expect(usage?.rows[0]?.join(', ')).toBe(
      'Tenant id, Customer, Product id, Product, Service, Service name, Code, Workload, Channel, Active, Qualified, Usage, As of',
    );
    const yammer = usage?.rows.find((row) => row[1] === 'Adventure Works Cycles' && row[7] === 'Yammer');
    expect(yammer?.slice(9)).toStrictEqual([164, 50, 3.28, new Date('2026-11-26T00:00:00Z')]);
  });

  test('is not for a terminal', async () => {
    expect(await runProgram(['usage', '--demo', '--format', 'xlsx'], { columns: 80 })).toMatchObject({
      code: 2,
      out: '',
      error: expect.stringContaining('--format xlsx is not text: add --out usage.xlsx'),
    });
  });
});

describe('report --xlsx', () => {
  test('has a sheet for each subject, with all rows', async () => {
    const folder = await temporaryFolder();
    const [out, xlsx] = [join(folder, 'report.html'), join(folder, 'report.xlsx')];
    const started = await startEmulator({ snapshotDate: '2026-11-26' });
    const words = [
      'report',
      '--top',
      '1',
      '--snapshots',
      '3',
      '--out',
      out,
      '--xlsx',
      xlsx,
      ...started.words,
    ];
    const { code, error } = await runProgram(words, { env: started.env });
    expect({ code, error }).toStrictEqual({ code: 0, error: `Report written to ${out} and ${xlsx}.\n` });
    expect(await readFile(out, 'utf8')).toContain('<strong>1 of 7</strong> customers at risk');
    const sheets = new Map(
      (await readXlsx(await readFile(xlsx))).sheets.map(({ name, rows }) => [name, rows]),
    );
    expect([...sheets.keys()]).toStrictEqual([
      'Summary',
      'Workloads',
      'Movers',
      'Customers at risk',
      'Products',
      'Trend',
      'Parity',
    ]);
    expect(sheets.get('Summary')?.[2]).toStrictEqual(['Qualified licences of Exchange', 854, 853]);
    expect(sheets.get('Summary')?.[4]).toStrictEqual([
      'Snapshot of Microsoft Office 365',
      new Date('2026-11-26'),
      new Date('2026-11-19'),
    ]);
    expect(sheets.get('Workloads')?.[2]).toStrictEqual([
      'Microsoft Office 365',
      'Yammer',
      209,
      470,
      261,
      209 / 470,
      203,
      469,
    ]);
    expect(sheets.get('Movers')?.[1]).toStrictEqual([
      'rose',
      '青空ソフトウェア株式会社',
      'Microsoft Office 365',
      'Teams',
      247,
      261,
      14,
    ]);
    expect(
      new Set(
        sheets
          .get('Customers at risk')
          ?.slice(1)
          .map(([name]) => name),
      ).size,
    ).toBe(7);
    expect(sheets.get('Trend')).toHaveLength(1 + 8 * 3);
    expect(sheets.get('Parity')?.[1]?.slice(0, 2)).toStrictEqual(['Verdict', 'agree']);
  });

  test('needs at least one file, and two names for two files', async () => {
    expect(await runProgram(['report', '--demo'])).toMatchObject({
      code: 2,
      error: 'report needs --out report.html, --xlsx report.xlsx, or both.\n',
    });
    expect(await runProgram(['report', '--demo', '--out', 'a', '--xlsx', './a'])).toMatchObject({
      code: 2,
      error: '--out and --xlsx name the same file.\n',
    });
  });
});
