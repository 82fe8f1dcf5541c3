import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createEmulator } from '@licenses-usage/emulator';
import stringWidth from 'string-width';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runProgram, startProgram } from './support/run-program.ts';
import { secretToken, startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const documented = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';

describe('usage', () => {
  test('shows every row of the demonstration in aligned columns, in any script', async () => {
    const { code, out, error } = await runProgram(['usage', '--demo']);
    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
    const [heading, empty, ...lines] = out.trimEnd().split('\n');
    expect(heading).toMatch(
      /^As of \d{4}-\d\d-\d\d \(Microsoft Office 365\), \d{4}-\d\d-\d\d \(Microsoft Dynamics\)$/,
    );
    expect(empty).toBe('');
    expect(lines[0]).toMatch(/^Customer +Product +Service +Workload +Channel +Active +Qualified +Usage %$/);
    expect(out).toMatch(/^Adventure Works Cycles +.* Yammer +reseller +164 +50 +328\.00$/m);
    expect(out).toMatch(/^Wide World Importers +.* Teams +reseller +14 +0 +–$/m);
    expect(new Set(lines.map((line) => stringWidth(line))).size).toBe(1);
    expect(out).toContain('青空ソフトウェア株式会社');
  });

  test('groups by the given fields, and sums within a workload', async () => {
    const { code, out } = await runProgram([
      'usage',
      '--demo',
      '--by',
      'service,workload',
      '--format',
      'json',
    ]);
    expect(code).toBe(0);
    const groups: unknown = JSON.parse(out);
    expect(groups).toHaveLength(8);
    expect(groups).toContainEqual({
      serviceCode: 'crm',
      serviceName: 'Microsoft Dynamics',
      workloadCode: 'SPO',
      workloadName: 'SharePoint',
      licensesActive: 11,
      licensesQualified: 28,
      usagePercent: 39.29,
    });
  });

  test('refuses a sum over workloads before anything is sent', async () => {
    const { emulator, words, env } = await startEmulator();
    const { code, error } = await runProgram(['usage', '--by', 'service', ...words], { env });
    expect(code).toBe(2);
    expect(error).toContain('add workload');
    expect(emulator.requests).toHaveLength(0);
  });

  test.for([[], ['--by', 'workload'], ['--by', 'workload,customer', '--sort', 'usage']])(
    'refuses rows of another customer, which a service that ignores the filter sends: %j',
    async (words) => {
      const emulator = createEmulator();
      const server = createServer((request, response) => {
        const url = new URL(request.url ?? '', 'https://api.partnercenter.microsoft.com');
        url.searchParams.delete('filter');
        emulator.fetch(url, { headers: { authorization: 'Bearer any' } }).then(
          async (answer) => response.end(await answer.text()),
          () => response.destroy(),
        );
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      onTestFinished(() => void server.close());
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
      const { code, out, error } = await runProgram(
        ['usage', '--customer', documented, '--base-url', url, ...words],
        { env: { PARTNER_CENTER_TOKEN: 'any' } },
      );
      expect({ code, out }).toStrictEqual({ code: 3, out: '' });
      expect(error).toContain(`The service sent rows of another customer than ${documented}`);
    },
  );

  test.for(['workload', 'workload,product'])('groups by %s for one customer', async (by) => {
    const words = ['usage', '--demo', '--customer', documented, '--by', by, '--format', 'json'];
    const { code, out } = await runProgram(words);
    const rows: readonly object[] = JSON.parse(out);
    expect(code).toBe(0);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).not.toHaveProperty('customerTenantId');
  });

  test('combines a customer, a condition and a day', async () => {
    const { emulator, words, env } = await startEmulator();
    const { code, out } = await runProgram(
      ['usage', '--customer', documented, '--where', "workloadCode eq 'EXO' or workloadCode eq 'SPO'"].concat(
        ['--as-of', '2017-03-02', '--format', 'ndjson', ...words],
      ),
      { env },
    );
    expect(code).toBe(0);
    const [request] = emulator.requests;
    const { searchParams } = new URL(request?.url ?? '');
    expect(searchParams.get('filter')).toBe(
      `(workloadCode eq 'EXO' or workloadCode eq 'SPO') and customerTenantId eq '${documented.toUpperCase()}'`,
    );
    expect(searchParams.get('processedDateTime')).toBe('2017-03-02');
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(rows).toHaveLength(4);
    expect(rows[0]).toMatchObject({ workloadCode: 'EXO', processedDateTime: '2017-03-02T00:00:00Z' });
  });

  test('distinguishes no data from no usage', async () => {
    const { code, out, error } = await runProgram([
      'usage',
      '--demo',
      '--as-of',
      '1999-01-01',
      '--format',
      'json',
    ]);
    expect({ code, out }).toStrictEqual({ code: 0, out: '[]\n' });
    expect(error).toMatch(/^No data, which is not the same as no usage\.\n/);
  });

  test('says which service has no snapshot of a day, and which day is nearest', async () => {
    const { words, env } = await startEmulator({ snapshotDate: '2026-10-14' });
    const ask = async (day: string) => {
      const by = ['--by', 'service,workload', '--format', 'json', '--as-of', day];
      const { code, out, error } = await runProgram(['usage', ...by, ...words], { env });
      return { code, rows: JSON.parse(out).length, error };
    };
    expect(await ask('2026-10-07')).toStrictEqual({
      code: 0,
      rows: 6,
      error: 'Microsoft Dynamics has no snapshot of 2026-10-07. The nearest is of 2026-10-08.\n',
    });
    expect(await ask('2026-09-20')).toStrictEqual({
      code: 0,
      rows: 0,
      error:
        'No data, which is not the same as no usage.\n' +
        'Microsoft Office 365 has no snapshot of 2026-09-20. The nearest is of 2026-09-23.\n' +
        'Microsoft Dynamics has no snapshot of 2026-09-20. The nearest is of 2026-09-17.\n',
    });
    expect((await ask('1999-01-01')).error).toMatch(/365 has no .* 1999-01-01\. The nearest is of 2024-/);
    expect((await ask('2027-01-01')).error).toMatch(/365 has no .* The nearest is of 2026-10-14\./);
  });

  test.for([40, 60, 80, 120])('fits a table into %d columns, and names the dropped ones', async (columns) => {
    const { code, out, error } = await runProgram(['usage', '--demo'], {
      env: { COLUMNS: String(columns) },
    });
    expect(code).toBe(0);
    expect(Math.max(...out.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    expect(out).toMatch(/^Customer +.*Usage %$/m);
    const isWhole = columns === 120;
    expect(error).toMatch(isWhole ? /^$/ : /^No room for: .*Channel.*Other formats have every column\.\n$/);
  });

  test('sorts by any printed column, with unknown values last', async () => {
    const sorted = async (order: string) => {
      const { out } = await runProgram(['usage', '--demo', '--format', 'json', '--sort', order]);
      const rows: readonly { usagePercent: number | null; customerName: string }[] = JSON.parse(out);
      return rows;
    };
    const ascending = (await sorted('usage')).map(({ usagePercent }) => usagePercent);
    const known = ascending.filter((percent) => percent !== null);
    expect(ascending).toStrictEqual([...[...known].sort((one, other) => one - other), null, null]);
    expect((await sorted('usage:desc')).at(0)).toMatchObject({ usagePercent: 328 });
    expect((await sorted('customer')).at(0)?.customerName).toMatch(/^=Equals|^Adventure/);
    const refused = await runProgram(['usage', '--demo', '--by', 'workload', '--sort', 'customer']);
    expect(refused).toMatchObject({
      code: 2,
      error: expect.stringContaining('Choose from workload, active'),
    });
  });

  test('writes a file only when it is complete', async () => {
    const folder = await temporaryFolder();
    const out = join(folder, 'usage.csv');
    await writeFile(out, 'what was there before');
    const failing = await startEmulator({ faults: [{ fault: 'role-missing', onNthRequest: 1 }] });
    const words = ['usage', '--format', 'csv', '--out', out];
    const failed = await runProgram([...words, ...failing.words], { env: failing.env });
    expect(failed.code).toBe(3);
    expect(await readFile(out, 'utf8')).toBe('what was there before');
    const { code, error } = await runProgram([...words, '--demo']);
    expect({ code, error }).toStrictEqual({ code: 0, error: `43 rows written to ${out}.\n` });
    expect((await readFile(out, 'utf8')).split('\r\n')).toHaveLength(45);
    expect(await readdir(folder)).toStrictEqual(['usage.csv']);
  });

  test('ends silently when the reader closes the pipe', async () => {
    const { words, env } = await startEmulator({ customers: 5000 });
    const child = startProgram(['usage', '--format', 'ndjson', ...words], { env });
    let error = '';
    child.stderr?.on('data', (text) => (error += text));
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = await once(child, 'exit');
    expect({ code, error }).toStrictEqual({ code: 0, error: '' });
  });

  test('never prints the token in any failure', async () => {
    const { words, env } = await startEmulator({ faults: ['role-missing'] });
    const { code, out, error } = await runProgram(['usage', ...words], { env });
    expect({ code, out }).toStrictEqual({ code: 3, out: '' });
    expect(error).toContain('403');
    expect(error).not.toContain(secretToken);
    expect(error).not.toContain('    at ');
  });
});
