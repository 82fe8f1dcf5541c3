import { describe, expect, test } from 'vitest';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';

const hostile = {
  '=1+1': "'=1+1",
  '+1': "'+1",
  '-1': "'-1",
  '@SUM(A1)': "'@SUM(A1)",
  '\tTab': "'\tTab",
  '\rReturn': `"'\rReturn"`,
  '\n=1+1': `"'\n=1+1"`,
  '\uFF1D1+1': "'\uFF1D1+1",
  'a "b", c': '"a ""b"", c"',
  'two\nlines': '"two\nlines"',
  'O\u2019Brien; Ltd': 'O\u2019Brien; Ltd',
} as const;

function idOf(index: number): string {
  return `a1b2c3d4-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`;
}

function startWith(names: readonly string[]) {
  return startEmulator({
    data: {
      Value: names.map((customerName, index) => ({
        customerTenantId: idOf(index),
        customerName,
        productName: 'P',
        workloadName: 'Exchange',
        serviceCode: 'o365',
        licensesActive: 1,
        licensesQualified: 3,
      })),
    },
  });
}

async function print(names: readonly string[], ...words: readonly string[]): Promise<string> {
  const started = await startWith(names);
  const { code, out, error } = await runProgram(['usage', ...words, ...started.words], { env: started.env });
  expect({ code, error }).toStrictEqual({ code: 0, error: '' });
  return out;
}

describe('--format', () => {
  test('csv quotes by RFC 4180, and lets no name be a formula', async () => {
    const out = await print(Object.keys(hostile), '--by', 'customer,workload', '--format', 'csv');
    const header =
      'customerTenantId,customerName,workloadCode,workloadName,licensesActive,licensesQualified,usagePercent\r\n';
    const rows = Object.values(hostile).map(
      (name, index) => `${idOf(index)},${name},EXO,Exchange,1,3,33.33\r\n`,
    );
    expect(out.toUpperCase()).toBe((header + rows.join('')).toUpperCase());
  });

  test('csv has a byte order mark, semicolons and decimal commas only for Excel', async () => {
    const excel = await print(['A; B'], '--by', 'customer,workload', '--format', 'csv', '--excel');
    expect(excel).toMatch(/^\uFEFFcustomerTenantId;customerName;/);
    expect(excel).toMatch(/;"A; B";EXO;Exchange;1;3;33,33\r\n$/);
    expect(await print(['A'], '--format', 'csv')).toMatch(/^customerTenantId,/);
  });

  test('json and ndjson have the same rows, with every field by its name', async () => {
    const names = Object.keys(hostile);
    const rows: unknown = JSON.parse(await print(names, '--format', 'json'));
    expect(rows).toHaveLength(names.length);
    expect(rows).toMatchObject(names.map((customerName) => ({ customerName, usagePercent: 33.33 })));
    const lines = (await print(names, '--format', 'ndjson')).trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toStrictEqual(rows);
  });

  test('markdown keeps every name within its cell', async () => {
    const out = await print(
      ['a | b', '<b>*x*</b>', 'two\nlines'],
      '--by',
      'customer,workload',
      '--format',
      'markdown',
    );
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe('| Tenant id | Customer | Code | Workload | Active | Qualified | Usage % |');
    expect(lines[2]).toContain('| a \\| b |');
    expect(lines[3]).toContain('| \\<b\\>\\*x\\*\\</b\\> |');
    expect(lines[4]).toContain('| two lines |');
    expect(lines).toHaveLength(5);
  });

  test('table lets no name control the terminal', async () => {
    const out = await print(['\u001B[2Jgone\u202E', 'ok'], '--format', 'table');
    expect(out).toContain('\uFFFD[2Jgone\uFFFD');
    expect(out).not.toContain('\u001B');
  });

  test('json escapes control characters, and parses to the same names', async () => {
    const name = 'a\u009B2J\u202Eb';
    const out = await print([name], '--format', 'ndjson');
    expect(out).toContain('a\\u009b2J\\u202eb');
    expect(JSON.parse(out)).toMatchObject({ customerName: name });
  });
});
