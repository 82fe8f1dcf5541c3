import { describe, expect, test } from 'vitest';

import { type EmulatorOptions, createEmulator } from '../../src/index.ts';
import { formatJson } from '../../src/page/script/format-json.ts';
import { searchCustomers } from '../../src/page/search-customers.ts';
import { readSettings } from '../../src/settings.ts';
import { ask, documentedClock, usage } from '../support/ask.ts';

/** What the page is told about each switch. */
async function overviewAfter(requests: number, options: EmulatorOptions) {
  const emulator = createEmulator({ clock: documentedClock, ...options });
  for (let sent = 0; sent < requests; sent += 1) await ask(emulator, usage({ top: 1 }));
  const { body } = await ask(emulator, '/_emulator/state');
  const overview = Object(body).overview;
  if (!Array.isArray(overview)) throw new Error('The state has no overview.');
  return Object.fromEntries(overview.map((line) => [String(line.name), String(line.value)]));
}

describe('the data of the page', () => {
  test('is the state of every switch', async () => {
    const overview = await overviewAfter(2, {
      customers: 1200,
      throttling: {
        partner: { requests: 60, windowInMs: 60_000 },
        customer: { requests: 5, windowInMs: 500 },
      },
      faults: [
        'gzip',
        { fault: 'throttled', operation: 'listCustomers', probability: 0.125 },
        { fault: 'unavailable', onNthRequest: 2 },
        { fault: 'not-found', onNthRequest: 3 },
      ],
      latencyInMs: 2,
      tokens: { clientSecret: 'a-secret', refreshToken: 'a-refresh-token' },
      bom: false,
    });
    expect(overview).toEqual({
      Customers: '1,200',
      Snapshots:
        'Microsoft Office 365: 2017-03-09 and 103 earlier, back to 2015-03-19\n' +
        'Microsoft Dynamics: 2017-03-10 and 103 earlier, back to 2015-03-20',
      Throttling:
        'partner: 60 requests in 1 min (2 used, all free again in 60 s)\neach customer: 5 requests in 500 ms',
      Faults:
        'gzip\nthrottled for listCustomers in 12.5\u00A0% of requests\n' +
        'unavailable on request 2 (passed)\nnot-found on request 3',
      Latency: '2 ms',
      Tokens: 'any bearer token',
      'Byte order mark': 'none',
    });
  });

  test("is the snapshots of a data set of the user's own, newest first", async () => {
    const row = {
      customerTenantId: 'a1b2c3d4-0000-4000-8000-000000000001',
      customerName: 'A',
      productName: 'P',
      workloadName: 'Exchange',
      serviceCode: 'o365',
      licensesActive: 1,
      licensesQualified: 2,
    };
    const days = ['2024-05-02T00:00:00', '2024-05-09T00:00:00'];
    const Value = days.map((processedDateTime) => ({ ...row, processedDateTime }));
    expect((await overviewAfter(0, { data: { Value } }))['Snapshots']).toBe(
      'Microsoft Office 365: 2024-05-09 and 1 earlier, back to 2024-05-02',
    );
  });

  test('does not count as a request, and has only new requests', async () => {
    const emulator = createEmulator();
    await ask(emulator, '/v1/customers?size=1');
    await ask(emulator, '/v1/customers?size=2');
    const { body, headers } = await ask(emulator, '/_emulator/state?after=1');
    expect(body).toMatchObject({ count: 2, isFresh: false, requests: [{ address: '/v1/customers?size=2' }] });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect((await ask(emulator, '/_emulator/state?after=7')).body).toMatchObject({ isFresh: true, count: 2 });
    expect(emulator.requests).toHaveLength(2);
  });

  test('uses an issued token if only those are accepted', async () => {
    const page = await ask(createEmulator({ tokens: { requireIssued: true } }), '/');
    expect(page.text).not.toContain('demo-token');
    expect(page.text).toMatch(/id="token" name="token" value="[\w-]+\.[\w-]+\.[\w-]*"/);
  });
});

describe('the search for customers', () => {
  const { facts } = readSettings({ customers: 1_000_000, seed: 3, clock: documentedClock });

  test('finds an id and the number in a name anywhere in a fleet', () => {
    const { id, name } = facts.customerAt(876_542);
    expect(searchCustomers(facts, id.toUpperCase()).found).toMatchObject([{ id, name }]);
    expect(searchCustomers(facts, '876543')).toMatchObject({
      found: [{ id, name }],
      summary: '1 found among the first 50,000 of 1,000,000.',
    });
  });

  test('finds a part of the name in either case, and says how much was searched', () => {
    const { found, summary } = searchCustomers(facts, " o'BRIEN ");
    expect(found.map(({ name, rows }) => [name, rows])).toEqual([["O'Brien Outfitters", 8]]);
    expect(summary).toBe('1 found among the first 50,000 of 1,000,000.');
    expect(searchCustomers(facts, '').summary).toBe('The first 8 of 1,000,000.');
    expect(searchCustomers(facts, 'bakery').summary).toBe('The first 8 that match, of 1,000,000.');
    expect(searchCustomers(facts, 'nobody').summary).toBe('None among the first 50,000 of 1,000,000.');
  });
});

test('JSON is indented, and otherwise unchanged', () => {
  const sent = String.raw`{"a":0.0,"a":[1e3,"x, \"y\": {"],"b":{},"c":[],"d":null}`;
  const shown = [
    '{',
    '  "a": 0.0,',
    '  "a": [',
    '    1e3,',
    String.raw`    "x, \"y\": {"`,
    '  ],',
    '  "b": {},',
    '  "c": [],',
    '  "d": null',
    '}',
  ].join('\n');
  expect(formatJson(sent)).toBe(shown);
  expect(formatJson('{"a":')).toBe('{"a":');
});
