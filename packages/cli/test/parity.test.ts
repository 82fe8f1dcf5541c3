import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { foreignCustomerId, type EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { runProgram } from './support/run-program.ts';
import { startEmulator } from './support/start-emulator.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

async function compare(options: EmulatorOptions, ...words: readonly string[]) {
  const started = await startEmulator(options);
  return runProgram(['parity', ...words, ...started.words], { env: started.env });
}

const only = (operation: 'getPartnerLicensesUsage' | 'getCustomerLicensesUsage' | 'listLicensesUsage') =>
  operation;

describe('parity', () => {
  test('ends with 0 when both sides agree, for the partner, for a customer, and for all', async () => {
    const partner = await runProgram(['parity', '--demo']);
    expect(partner).toMatchObject({ code: 0, error: '' });
    expect(partner.out).toMatch(/^\*\*agree\*\*: Both sides agree\.\n\n9 of 9 insights/);
    const customer = ['--customer', '3F0C9A52-6D1B-4E8F-9A07-000000000009', '--format', 'json'];
    const one = await runProgram(['parity', '--demo', ...customer]);
    expect(one.code).toBe(0);
    expect(JSON.parse(one.out)).toMatchObject({ verdict: 'agree', changed: [] });
    const line = await runProgram(['parity', '--demo', ...customer.slice(0, 2), '--format', 'ndjson']);
    expect(line.out).toBe(`${JSON.stringify(JSON.parse(one.out))}\n`);
    expect(one.out).toBe(`${JSON.stringify(JSON.parse(one.out), null, 2)}\n`);
    const all = await runProgram(['parity', '--demo', '--all']);
    expect(all).toMatchObject({
      code: 0,
      out: '**agree**: 12 customers compared. 11 agree, 1 without data.\n',
    });
  });

  test('ends with 1 when they differ, and shows the differences', async () => {
    const fault = { fault: 'adjusted-percent', operation: only('getPartnerLicensesUsage') } as const;
    const { code, out } = await compare({ faults: [fault] });
    expect(code).toBe(1);
    expect(out).toMatch(
      /^\| o365 \| Exchange \| reseller \| proratedLicensesUsagePercent \| 82\.5\d? \| 91\.69 \|/m,
    );
    const tolerant = await compare({ faults: [fault] }, '--tolerance', '50');
    expect(tolerant.code).toBe(0);
  });

  test('shows the differing customers of a fleet as text, and every customer as JSON and NDJSON', async () => {
    const faults = [{ fault: 'adjusted-percent', operation: only('getCustomerLicensesUsage') }] as const;
    const text = await compare({ faults }, '--all');
    expect(text.code).toBe(1);
    expect(text.out).toMatch(/^## 3f0c9a52-6d1b-4e8f-9a07-000000000009\n\n\*\*differ\*\*/m);
    const json = await compare({ faults }, '--all', '--format', 'json');
    const { customers, summary } = JSON.parse(json.out);
    expect(summary).toMatchObject({ verdict: 'differ', customers: 12 });
    expect(customers).toHaveLength(12);
    const lines = (await compare({ faults }, '--all', '--format', 'ndjson')).out.trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toStrictEqual(customers);
  });

  test('shows people a table and names, without Markdown and ids', async () => {
    const faults = [{ fault: 'adjusted-percent', operation: only('getCustomerLicensesUsage') }] as const;
    const { code, out } = await compare({ faults }, '--all', '--format', 'table');
    expect(code).toBe(1);
    expect(out).toMatch(/^✗ Adventure Works Cycles: The operations differ\.$/m);
    expect(out).toMatch(/^Where +Figure +Superseded +Current$/m);
    expect(out).toMatch(/^✗ differ: 12 customers compared\. .*8 differ/m);
    expect(out).not.toMatch(/\*\*|\|| [0-9a-f]{8}-/);
    const shown = await runProgram(['parity', '--demo'], {
      columns: 80,
      env: { TERM: 'dumb', NO_COLOR: '1' },
    });
    expect(shown.out).toMatch(/^✓ Both operations agree\.\n9 of 9 figures/);
  });

  test('is Markdown in a file, even from a terminal, and on a terminal when told to', async () => {
    const out = join(await temporaryFolder(), 'parity.md');
    await runProgram(['parity', '--demo', '--out', out], { columns: 80 });
    const text = await readFile(out, 'utf8');
    expect(text).toMatch(/^\*\*agree\*\*: Both sides agree\.\n/);
    const shown = await runProgram(['parity', '--demo', '--quiet', '--format', 'markdown'], { columns: 80 });
    expect(shown).toStrictEqual({ code: 0, out: text, error: '' });
  });

  test('ends with 2 before anything is sent when the input is bad', async () => {
    for (const words of [
      ['--customer', 'x'],
      ['--decimals', 'x'],
      ['--decimals', '11'],
      ['--decimals', '1.5'],
      ['--all', '--customer', foreignCustomerId],
    ]) {
      const { code, out, error } = await runProgram(['parity', '--demo', ...words]);
      expect({ code, out }).toStrictEqual({ code: 2, out: '' });
      expect(error).toContain(words[0]);
    }
  });

  test('ends with 3 when the service fails, even for one customer of a fleet', async () => {
    const customer = await runProgram(['parity', '--demo', '--customer', foreignCustomerId]);
    expect(customer).toMatchObject({ code: 3, out: '' });
    expect(customer.error).toContain('20002');
    const fault = {
      fault: 'no-relationship',
      operation: only('getCustomerLicensesUsage'),
      onNthRequest: 5,
    } as const;
    const all = await compare({ faults: [fault] }, '--all', '--concurrency', '1');
    expect(all.code).toBe(3);
    expect(all.out).toMatch(/\*\*failed\*\*: .*20002/);
    expect(all.out).toMatch(/12 customers compared\. .*1 failed\.\n$/);
  });

  test('ends with 4 when there is nothing to compare', async () => {
    const dates = await compare({
      faults: [{ fault: 'year-one-dates', operation: only('getPartnerLicensesUsage') }],
    });
    expect(dates.code).toBe(4);
    expect(dates.out).toMatch(/^\*\*not-comparable\*\*/);
    const empty = await runProgram([
      'parity',
      '--demo',
      '--customer',
      '3f0c9a52-6d1b-4e8f-9a07-000000000011',
    ]);
    expect(empty.code).toBe(4);
    expect(empty.out).toMatch(/^\*\*no-data\*\*/);
  });
});
