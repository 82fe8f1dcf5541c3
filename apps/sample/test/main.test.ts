import { createEmulator, documentedCustomerId } from '@licenses-usage/emulator';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { runSample, runSampleInTerminal } from './support/run-sample.ts';

const escapeCode = '\u001B[';

/** The part of the output from one title to the next. */
function sectionOf(output: string, start: string, end: string): string {
  expect(output).toContain(start);
  expect(output).toContain(end);
  return output.slice(output.indexOf(start), output.indexOf(end));
}

const documentedRows = [
  ['OFFICE 365 BUSINESS ESSENTIALS (o365, reseller)'],
  ['Exchange', '0', '1'],
  ['SharePoint', '0', '1'],
  ['Skype For Business', '0', '1'],
  ['EXCHANGE ONLINE (PLAN 1) (o365, reseller)'],
  ['Exchange', '0', '5'],
  ['EXCHANGE ONLINE ARCHIVING FOR EXCHANGE ONLINE (o365, reseller)'],
  ['Exchange', '0', '2'],
];

describe('the sample', () => {
  test('shows the documented customer the old way, the new way and side by side, and ends with 0', async () => {
    const { exitCode, stdout, stderr } = await runSample();
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' });

    const before = sectionOf(stdout, '1. Before', '  getPartnerLicensesUsage()\n');
    expect(before).toContain('getCustomerLicensesUsage is superseded by listLicensesUsage.');
    expect(before).toContain('getPartnerLicensesUsage is superseded by listLicensesUsage.');
    expect(before).toContain('getCustomerLicensesUsage(customerId): DT DEMO CSP CUSTOMER 005\n');
    expect(rowsOf(before)).toStrictEqual(
      documentedRows.map((row) => (row.length === 1 ? row : [...row, '0.00', '2017-03-09'])),
    );

    const after = sectionOf(stdout, '2. After', '  listLicensesUsage({ groupBy })\n');
    expect(after).toContain('listLicensesUsage({ filter }): DT DEMO CSP CUSTOMER 005\n');
    expect(rowsOf(after)).toStrictEqual(
      documentedRows.map((row) => (row.length === 1 ? row : [...row, '2017-03-09'])),
    );

    const sideBySide = sectionOf(stdout, '3. Side by side', 'Customers, to choose from');
    expect(sideBySide).toContain('  Customer: 5 of 5 rows agree. Verdict: agree.\n');
    expect(sideBySide).toContain('  Partner: 9 of 9 rows agree. Verdict: agree.\n');
    expect(sideBySide).toMatch(/^ {2}Exchange +0\/5 +0\/5 +0\.00 +0\.00 {2}agree$/m);
    expect(sideBySide).toMatch(/^ {2}o365 +Exchange +reseller +91\.69 +91\.69 {2}agree$/m);
  });

  test('keeps within 80 columns, and aligns the names of customers in any script', async () => {
    const lines = (await runSample()).stdout.split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    const customers = lines.slice(lines.findIndex((line) => line.startsWith('  Tenant id')) + 1, -1);
    expect(customers).toHaveLength(12);
    expect(customers.join('\n')).toContain('青空ソフトウェア株式会社');
    expect(customers.join('\n')).toContain('Bäckerei Sonnenschein 🥨');
    const places = customers.map((line) => stringWidth(line.slice(0, line.lastIndexOf('reseller'))));
    expect(new Set(places).size).toBe(1);
  });

  test('shows one chosen customer, above 100 % too', async () => {
    const { exitCode, stdout } = await runSample(['--customer', '3F0C9A52-6D1B-4E8F-9A07-000000000009']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('getCustomerLicensesUsage(customerId): Adventure Works Cycles\n');
    expect(stdout).toMatch(/^ {2}Yammer +164\/50 +164\/50 +328\.00 +328\.00 {2}agree$/m);
    expect(stdout).not.toContain('Customers, to choose from');
  });

  test('does not take no data for no usage, nor nothing qualified for 0 %', async () => {
    const empty = await runSample(['--customer', '3f0c9a52-6d1b-4e8f-9a07-000000000011']);
    expect(empty.exitCode).toBe(0);
    expect(empty.stdout).toContain('  Customer: no data on either side.\n');
    expect(empty.stdout.match(/No data, which is not the same as no usage\./g)).toHaveLength(3);

    const trial = await runSample(['--customer', '3f0c9a52-6d1b-4e8f-9a07-000000000010']);
    expect(trial.exitCode).toBe(0);
    expect(trial.stdout).toMatch(/^ {2}Teams +14\/0 +14\/0 +0\.00 +– {2}agree$/m);
  });

  test('prints the same as one JSON document', async () => {
    const { exitCode, stdout, stderr } = await runSample(['--json']);
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' });
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({
      service: 'the emulator',
      customerId: documentedCustomerId,
      deprecations: [
        expect.stringContaining('getCustomerLicensesUsage'),
        expect.stringContaining('getPartnerLicensesUsage'),
      ],
      before: { customer: { length: 5 }, partner: { length: 9 } },
      after: { customer: { length: 5 }, partner: { length: 9 } },
      comparison: {
        customer: { verdict: 'agree', agreed: 5, pairs: { length: 5 } },
        partner: { verdict: 'agree', agreed: 9, pairs: { length: 9 } },
      },
      customers: { length: 12 },
    });
  });

  test('colours a terminal, but neither a pipe nor a terminal whose user wants no colours', async () => {
    expect((await runSampleInTerminal()).stdout).toContain(escapeCode);
    expect((await runSampleInTerminal({ NO_COLOR: '1' })).stdout).not.toContain(escapeCode);
    expect((await runSample()).stdout).not.toContain(escapeCode);
  });

  test('asks an emulator that runs on its own when told its address', async () => {
    const emulator = createEmulator();
    const server = await emulator.listen();
    try {
      const { exitCode, stdout } = await runSample(['--base-url', server.url]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`answered by ${server.url}\n`);
      expect(stdout).toContain('  Customer: 5 of 5 rows agree. Verdict: agree.\n');
    } finally {
      await server.close();
    }
    expect(new Set(emulator.requests.map((request) => request.operation))).toStrictEqual(
      new Set(['listCustomers', 'getCustomerLicensesUsage', 'getPartnerLicensesUsage', 'listLicensesUsage']),
    );
  });

  test.for([[['--help']], [['--', '--help']]])('explains itself on %j', async ([args]) => {
    const { exitCode, stdout, stderr } = await runSample(args);
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' });
    const subjects = [
      '--customer ID',
      '--base-url URL',
      '--json',
      '--help',
      'PARTNER_CENTER_TOKEN',
      'NO_COLOR',
    ];
    subjects.push('Exit codes:\n  0  ', '\n  1  ', '\n  2  ', 'Examples:\n  npx -y pnpm@12 sample\n');
    for (const subject of subjects) expect(stdout).toContain(subject);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});

/** The cells of the lines below the header of a table, where two blanks or more stand between cells. */
function rowsOf(section: string): string[][] {
  const lines = section.split('\n');
  const header = lines.findIndex((line) => line.startsWith('  Workload '));
  expect(header).toBeGreaterThan(0);
  return lines
    .slice(header + 1)
    .filter((line) => line !== '')
    .map((line) => line.trim().split(/ {2,}/));
}
