import { describe, expect, test } from 'vitest';

import { type EmulatorOptions, createEmulator } from '../../src/index.ts';
import { formatJson } from '../../src/page/script/format-json.ts';
import { searchCustomers } from '../../src/page/search-customers.ts';
import { readSettings } from '../../src/settings.ts';
import { ask, documentedClock, usage } from '../support/ask.ts';

/** The page's facts about each switch. */
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

  test('says which switches have no effect', async () => {
    const emulator = createEmulator({ clock: documentedClock });
    expect((await ask(emulator, '/_emulator/state')).body).toMatchObject({
      overview: [
        { id: 'customers', name: 'Customers', value: '12' },
        { id: 'snapshots', name: 'Snapshots' },
        { id: 'throttling', name: 'Throttling', value: 'off' },
        { id: 'faults', name: 'Faults', value: 'none' },
        { id: 'latency', name: 'Latency', value: 'none' },
        { id: 'tokens', name: 'Tokens', value: 'any bearer token' },
        { id: 'bom', name: 'Byte order mark', value: 'before JSON' },
      ],
    });
  });

  test('counts a limit again when its window has passed', async () => {
    let time = documentedClock.now();
    const partner = { requests: 60, windowInMs: 2000 };
    const emulator = createEmulator({ clock: { now: () => time }, throttling: { partner } });
    const throttling = async () => Object((await ask(emulator, '/_emulator/state')).body).overview[2].value;
    expect(await throttling()).toBe('partner: 60 requests in 2 s');
    await ask(emulator, '/v1/customers');
    time += 1999;
    expect(await throttling()).toBe('partner: 60 requests in 2 s (1 used, all free again in 1 s)');
    time += 1;
    expect(await throttling()).toBe('partner: 60 requests in 2 s');
  });

  test('says which tokens are accepted, and which snapshots there are if there is one or none', async () => {
    expect((await overviewAfter(0, { tokens: { requireIssued: true } }))['Tokens']).toBe(
      'only those issued here',
    );
    expect((await overviewAfter(0, { data: { Value: [] } }))['Snapshots']).toBe('none');
    expect((await overviewAfter(0, { data: 'documented' }))['Snapshots']).toMatch(
      /^Microsoft Office 365: \d{4}-\d\d-\d\d(\n|$)/,
    );
    const customer = { requests: 5, windowInMs: 60_000 };
    expect((await overviewAfter(0, { throttling: { customer } }))['Throttling']).toBe(
      'each customer: 5 requests in 1 min',
    );
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

  test('has the newest hundred requests, the newest first, and all after a reset', async () => {
    const emulator = createEmulator({ faults: [{ fault: 'gzip', onNthRequest: 102 }, 'no-bom'] });
    for (let sent = 1; sent <= 101; sent += 1) await ask(emulator, `/v1/customers?size=${sent}`);
    await ask(emulator, '/v1/nothing');
    const stateAfter = async (after: string) =>
      Object((await ask(emulator, `/_emulator/state?after=${after}`)).body);
    const whole = await stateAfter('0');
    expect(whole).toMatchObject({ isFresh: true, requests: { length: 100 } });
    expect(whole.requests[0]).toMatchObject({ operation: '', status: 404, faults: 'no-bom, gzip' });
    expect(whole.requests[99]).toMatchObject({ operation: 'listCustomers', address: '/v1/customers?size=3' });
    expect(await stateAfter('102')).toMatchObject({ isFresh: false, requests: [] });
    for (const unknown of ['-1', '1.5', 'x', '103']) expect((await stateAfter(unknown)).isFresh).toBe(true);
  });

  test('can be read only by the page, and is not kept', async () => {
    for (const path of ['/_emulator/state', '/_emulator/customers?search=x']) {
      const { headers } = await ask(createEmulator(), path);
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
      });
    }
  });

  test('has the customers that match', async () => {
    const emulator = createEmulator();
    const { body } = await ask(emulator, "/_emulator/customers?search=o'brien");
    expect(body).toMatchObject({
      found: [{ name: "O'Brien Outfitters" }],
      summary: '1 found among 12.',
    });
    expect((await ask(emulator, '/_emulator/customers')).body).toMatchObject({
      found: { length: 8 },
      summary: 'The first 8 of 12.',
    });
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
    expect(searchCustomers(facts, id.toUpperCase())).toMatchObject({
      found: [{ id, name }],
      summary: 'The customer with this id.',
    });
    expect(searchCustomers(facts, '876543')).toMatchObject({
      found: [{ id, name }],
      summary: '1 found among the first 50,000 of 1,000,000.',
    });
  });

  test('continues after the numbers that were read, and finds none after the last', () => {
    expect(searchCustomers(facts, '50001').found).toMatchObject([{ id: facts.customerAt(50_000).id }]);
    expect(searchCustomers(facts, '1000001').found).toEqual([]);
  });

  test('says whether it has shown or searched all of a small fleet', () => {
    const small = readSettings({ customers: 8, clock: documentedClock }).facts;
    expect(searchCustomers(small, '').summary).toBe('All 8.');
    expect(searchCustomers(small, '.').summary).toBe('8 found among 8.');
    expect(searchCustomers(small, 'nobody').summary).toBe('None among 8.');
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
