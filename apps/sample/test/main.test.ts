import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulator, documentedCustomerId, type EmulatorOptions } from '@licenses-usage/emulator';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { runSample, runSampleInTerminal } from './support/run-sample.ts';

const escapeCode = '\u001B[';

/** What the sample does without options, for all tests that look at it. */
const plain = runSample();

/** The part of the output from one title to the next. */
function sectionOf(output: string, start: string, end: string): string {
  expect(output).toContain(start);
  expect(output).toContain(end);
  return output.slice(output.indexOf(start), output.indexOf(end));
}

const documentedRows = [
  ['OFFICE 365 BUSINESS ESSENTIALS (o365, reseller)'],
  ['Exchange', '0', '1', '0.00'],
  ['SharePoint', '0', '1', '0.00'],
  ['Skype For Business', '0', '1', '0.00'],
  ['EXCHANGE ONLINE (PLAN 1) (o365, reseller)'],
  ['Exchange', '0', '5', '0.00'],
  ['EXCHANGE ONLINE ARCHIVING FOR EXCHANGE ONLINE (o365, reseller)'],
  ['Exchange', '0', '2', '0.00'],
];

describe('the sample', () => {
  test('shows usage before, compared during, and after the migration, with what each costs', async () => {
    const { exitCode, stdout, stderr } = await plain;
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' });
    expect(stdout).toMatch(/^Licence usage of 12 customers, answered by the emulator\n/);

    const before = sectionOf(stdout, '1. Before', '2. During');
    expect(before).toContain('getCustomerLicensesUsage is superseded by listLicensesUsage.');
    expect(before).toContain('getPartnerLicensesUsage is superseded by listLicensesUsage.');
    const after = sectionOf(stdout, '3. After', 'What it costs');
    for (const section of [before, after]) {
      expect(section).toContain('  DT DEMO CSP CUSTOMER 005, the first of 12\n');
      expect(rowsOf(section, 'Workload').slice(0, documentedRows.length)).toStrictEqual(documentedRows);
      const partner = rowsOf(section, 'Service');
      expect(partner).toHaveLength(9);
      expect(partner).toContainEqual(['o365', 'Exchange', 'reseller', '91.69']);
    }

    const during = rowsOf(sectionOf(stdout, '2. During', '3. After'), 'Tenant id');
    expect(during).toHaveLength(13);
    expect(during).toContainEqual([documentedCustomerId, 'DT DEMO CSP CUSTOMER 005', '5/5', 'agree']);
    expect(during).toContainEqual(['–', 'All', '9/9', 'agree']);
    const verdicts = during.map((cells) => cells.at(-1));
    expect(verdicts.filter((verdict) => verdict === 'agree')).toHaveLength(12);
    expect(verdicts).toContain('no-data');

    const costs = rowsOf(stdout.slice(stdout.indexOf('What it costs')), 'Way');
    expect(costs.map(([way, calls]) => [way, calls])).toStrictEqual([
      ['before', '13'],
      ['during', '28'],
      ['after', '2'],
    ]);
    for (const [, , seconds] of costs) expect(Number(seconds)).toBeGreaterThan(0);
  });

  test('keeps within 80 columns, and aligns the names of customers in any script', async () => {
    const lines = (await plain).stdout.split('\n');
    expect(Math.max(...lines.map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    const compared = lines.filter((line) => line.endsWith('  agree'));
    expect(compared.join('\n')).toContain('青空ソフトウェア株式会社');
    expect(compared.join('\n')).toContain('Bäckerei Sonnenschein 🥨');
    expect(new Set(compared.map((line) => stringWidth(line))).size).toBe(1);
  });

  test('shows one chosen customer, also above 100 %', async () => {
    const { exitCode, stdout } = await runSample(['--customer', '3F0C9A52-6D1B-4E8F-9A07-000000000009']);
    expect(exitCode).toBe(0);
    expect(stdout.match(/Adventure Works Cycles, the first of 1\n/g)).toHaveLength(2);
    expect(stdout.match(/^ {2}Yammer +164 +50 +328\.00$/gm)).toHaveLength(2);
    expect(stdout).toMatch(/Adventure Works Cycles +2\/2 {2}agree$/m);
  });

  test('distinguishes no data from no usage, and nothing qualified from 0 %', async () => {
    const empty = await runSample(['--customer', '3f0c9a52-6d1b-4e8f-9a07-000000000011']);
    expect(empty.exitCode).toBe(0);
    expect(empty.stdout).toMatch(/0\/0 {2}no-data$/m);
    expect(empty.stdout.match(/No data, which is not the same as no usage\./g)).toHaveLength(2);

    const trial = await runSample(['--customer', '3f0c9a52-6d1b-4e8f-9a07-000000000010']);
    expect(trial.exitCode).toBe(0);
    expect(sectionOf(trial.stdout, '1. Before', '2. During')).toMatch(/^ {2}Teams +14 +0 +0\.00$/m);
    expect(sectionOf(trial.stdout, '3. After', 'What it')).toMatch(/^ {2}Teams +14 +0 +–$/m);
  });

  test('shows what differs, and says where a comparison failed', async () => {
    const differing = await runAgainst({
      faults: [{ fault: 'adjusted-percent', operation: 'getPartnerLicensesUsage' }],
    });
    expect(differing).toMatch(/^ {2}– +All +\d\/9 {2}differ$/m);
    expect(differing).toMatch(
      /^\| o365 \| Exchange \| reseller \| proratedLicensesUsagePercent \| .+ \| 91\.69 \|/m,
    );
    const failing = await runAgainst({
      faults: [{ fault: 'invalid-request', operation: 'listLicensesUsage', onNthRequest: 1 }],
    });
    expect(failing).toMatch(/^ {2}get(?:Customer|Partner)LicensesUsage: comparison-failed$/m);
    expect(failing).toContain('3. After');
  });

  test('prints the same as one JSON document', async () => {
    const { exitCode, stdout, stderr } = await runSample(['--json']);
    expect({ exitCode, stderr }).toStrictEqual({ exitCode: 0, stderr: '' });
    const document: unknown = JSON.parse(stdout);
    expect(document).toMatchObject({
      service: 'the emulator',
      deprecations: [
        expect.stringContaining('getCustomerLicensesUsage'),
        expect.stringContaining('getPartnerLicensesUsage'),
      ],
      before: { customers: { length: 12 }, partner: { length: 9 }, calls: 13 },
      during: { customers: { length: 12 }, partner: { length: 9 }, parity: { length: 13 }, events: [] },
      after: { customers: { length: 12 }, partner: { length: 9 }, calls: 2 },
    });
  });

  test('is no longer than 200 lines of code', async () => {
    const folder = fileURLToPath(new URL('../src/', import.meta.url));
    const files = (await readdir(folder)).filter((file) => file.endsWith('.ts'));
    expect(files).toEqual(expect.arrayContaining(['before.ts', 'during.ts', 'after.ts']));
    const sources = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    const lines = sources.join('\n').split('\n');
    const isCode = (line: string) => line.trim() !== '' && !/^\s*(?:\/\/|\/?\*)/.test(line);
    expect(lines.filter(isCode).length).toBeLessThanOrEqual(200);
  });

  test('uses colours in a terminal, but not in a pipe or when the user wants none', async () => {
    expect((await runSampleInTerminal()).stdout).toContain(escapeCode);
    expect((await runSampleInTerminal({ NO_COLOR: '1' })).stdout).not.toContain(escapeCode);
    expect((await plain).stdout).not.toContain(escapeCode);
  });

  test('asks a separate emulator at a given address', async () => {
    const emulator = createEmulator();
    const server = await emulator.listen();
    try {
      const { exitCode, stdout } = await runSample(['--base-url', server.url]);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`answered by ${server.url}\n`);
      expect(stdout).toMatch(/ DT DEMO CSP CUSTOMER 005 +5\/5 {2}agree$/m);
    } finally {
      await server.close();
    }
    expect(new Set(emulator.requests.map((request) => request.operation))).toStrictEqual(
      new Set(['listCustomers', 'getCustomerLicensesUsage', 'getPartnerLicensesUsage', 'listLicensesUsage']),
    );
  });

  test.for([[['--help']], [['--', '--help']]])('prints its help for %j', async ([args]) => {
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

/** The cells of the lines below the header that begins so, where two blanks or more stand between cells. */
function rowsOf(section: string, firstTitle: string): string[][] {
  const lines = section.split('\n');
  const header = lines.findIndex((line) => line.startsWith(`  ${firstTitle} `));
  expect(header).toBeGreaterThan(0);
  const below = lines.slice(header + 1);
  const end = below.indexOf('');
  return below.slice(0, end === -1 ? undefined : end).map((line) => line.trim().split(/ {2,}/));
}

async function runAgainst(options: EmulatorOptions): Promise<string> {
  const server = await createEmulator(options).listen();
  try {
    const { exitCode, stdout } = await runSample(['--base-url', server.url]);
    expect(exitCode).toBe(0);
    return stdout;
  } finally {
    await server.close();
  }
}
