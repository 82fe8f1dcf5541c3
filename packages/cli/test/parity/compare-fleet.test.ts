import { createClient } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { describe, expect, test } from 'vitest';
import { compareFleet, type FleetOptions, type ParityFormat } from '../../src/parity/compare-fleet.ts';
import type { Tally } from '../../src/parity/tally.ts';

const firstId = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
const idOf = (number: number) => `3f0c9a52-6d1b-4e8f-9a07-${String(number).padStart(12, '0')}`;
const look = { width: undefined, paint: (_style: string, text: string) => text };

/** Compares the customers of an emulator. */
async function compare(
  format: ParityFormat,
  options: EmulatorOptions,
  superseded?: FleetOptions['superseded'],
) {
  const { fetch, credential } = createEmulator({ snapshotDate: '2026-11-26', ...options });
  const client = createClient({ fetch, credential });
  const lists: unknown[] = [];
  const progress: number[] = [];
  let ended: Tally | undefined;
  let text = '';
  for await (const chunk of compareFleet(client, format, {
    superseded: superseded ?? client,
    concurrency: 1,
    abortSignal: new AbortController().signal,
    look,
    onList: (customers, isComplete) => lists.push([customers, isComplete]),
    onProgress: ({ customers }) => progress.push(customers),
    onEnd: (tally) => (ended = tally),
  }))
    text += chunk;
  return { text, lists, progress, ended };
}

const differ = { fault: 'adjusted-percent', operation: 'getCustomerLicensesUsage' } as const;

describe('a comparison of all customers', () => {
  test('reports its progress and its result', async () => {
    const { lists, progress, ended, text } = await compare('markdown', { customers: 3 });
    expect(lists).toStrictEqual([
      [3, false],
      [3, true],
    ]);
    expect(progress).toStrictEqual([1, 2, 3]);
    expect(ended).toMatchObject({ verdict: 'agree', customers: 3 });
    expect(text).toMatch(/^\*\*agree\*\*: 3 customers compared\. \d agree.*\.\n$/);
  });

  test('has each customer in JSON, and an empty array without customers', async () => {
    const json = await compare('json', { customers: 3, faults: [differ] });
    const { customers, summary } = JSON.parse(json.text);
    expect(customers).toHaveLength(3);
    expect(summary).toStrictEqual(json.ended);
    const lines = await compare('ndjson', { customers: 3, faults: [differ] });
    expect(
      lines.text
        .trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line)),
    ).toStrictEqual(customers);
    expect(lines.text).toMatch(/\}\n$/);
    const none = await compare('json', { customers: 0 });
    expect(JSON.parse(none.text)).toMatchObject({
      customers: [],
      summary: { customers: 0, verdict: 'no-data' },
    });
    expect((await compare('markdown', { customers: 0 })).text).toBe(
      '**no-data**: 0 customers compared. There are none.\n',
    );
  });

  test('shows failed customers, by name on a terminal and by id elsewhere', async () => {
    const superseded: FleetOptions['superseded'] = {
      getCustomerLicensesUsage: () =>
        Promise.reject(Object.assign(new Error('it\u009Bfailed'), { name: 'AnyError' })),
    };
    const table = await compare('table', { customers: 1 }, superseded);
    expect(table.text).toMatch(/^✗ [A-Z][^\n]*: it\uFFFDfailed\n\n/);
    expect(table.text).not.toContain(firstId);
    expect(table.ended).toMatchObject({ failed: 1 });
    const markdown = await compare('markdown', { customers: 1 }, superseded);
    expect(markdown.text).toContain(`## ${firstId}\n\n**failed**: it\uFFFDfailed\n\n`);
    const lines = await compare('ndjson', { customers: 1 }, superseded);
    expect(lines.text).toContain('it\\u009bfailed');
    expect(JSON.parse(lines.text)).toStrictEqual({
      status: 'failed',
      customerId: firstId,
      error: { name: 'AnyError', message: 'it\u009Bfailed' },
    });
    const json = await compare('json', { customers: 1 }, superseded);
    expect(JSON.parse(json.text).customers).toStrictEqual([JSON.parse(lines.text)]);
  });

  test('shows only differing customers, and counts the others', async () => {
    const table = await compare('table', { customers: 12, faults: [differ] });
    expect(table.text).toMatch(/^✗ Adventure Works Cycles: The operations differ\.\n/m);
    expect(table.text).not.toMatch(/Both operations agree|Neither operation has data/);
    expect(table.text).toMatch(/^✗ differ: 12 customers compared\. 3 agree, 8 differ, 1 without data\.\n$/m);
    const markdown = await compare('markdown', { customers: 12, faults: [differ] });
    expect(markdown.text.match(/^## /gm)).toHaveLength(8);
    expect(markdown.text).toMatch(new RegExp(`^## ${idOf(9)}\n\n\\*\\*differ\\*\\*`, 'm'));
  });

  test('shows rows of unlisted customers, and rows without a customer', async () => {
    const row = {
      productName: 'P',
      workloadName: 'Teams',
      serviceCode: 'o365',
      licensesActive: 1,
      licensesQualified: 3,
    };
    const { fetch, credential } = createEmulator({
      data: {
        Value: [
          { ...row, customerTenantId: idOf(1), customerName: 'Contoso' },
          { ...row, customerTenantId: idOf(2), customerName: 'Fabrikam' },
          { ...row, customerTenantId: idOf(2), customerName: 'Fabrikam', workloadName: 'Yammer' },
        ],
      },
    });
    const all = createClient({ fetch, credential });
    const client = Object.assign(Object.create(all), {
      listCustomers: () => ({
        async *byPage() {
          yield { items: [{ id: idOf(1).toUpperCase(), companyProfile: null }], totalCount: 1 };
        },
      }),
    });
    const run = async (format: ParityFormat) => {
      let text = '';
      for await (const chunk of compareFleet(client, format, {
        superseded: all,
        concurrency: 1,
        abortSignal: new AbortController().signal,
        look,
        onList() {},
        onProgress() {},
        onEnd() {},
      }))
        text += chunk;
      return text;
    };
    const told = '2 rows, and the list of customers has no such customer.';
    expect(await run('markdown')).toBe(
      `## ${idOf(2)}\n\n**not listed**: ${told}\n\n**differ**: 2 customers compared. 1 agree, 1 not listed.\n`,
    );
    expect(await run('table')).toBe(
      `✗ ${idOf(2)}: ${told}\n\n✗ differ: 2 customers compared. 1 agree, 1 not listed.\n`,
    );
  });
});
