import { readFile } from 'node:fs/promises';
import { hostname, networkInterfaces } from 'node:os';
import { setImmediate } from 'node:timers/promises';

import { createClient } from '@licenses-usage/client';
import { describe, expect, expectTypeOf, test } from 'vitest';

import {
  createEmulator,
  documentedCustomerId,
  type Emulator,
  type EmulatorOptions,
  EmulatorOptionsError,
  type RecordedRequest,
} from '../src/index.ts';
import { ask, askAsHost, customerUsage, documentedClock, read, token, usage } from './support/ask.ts';

/** The body of a documented answer as sent, without the blanks that the page adds. */
async function documentedBody(name: string): Promise<string> {
  const file = new URL(import.meta.resolve(`@licenses-usage/spec/examples/${name}.json`));
  const text = await readFile(file, 'utf8');
  return text.replaceAll(/^\s+|\n/gm, '').replaceAll('": ', '":');
}

/** An answer whose rows have only the fields of the documented ones, because the description may get more. */
function asDocumented(text: string, documented: string): string {
  const rowsOf = (json: string): readonly object[] => JSON.parse(json).items;
  const [row = {}] = rowsOf(text.replace('\uFEFF', ''));
  const [documentedRow = {}] = rowsOf(documented);
  const more = Object.entries(row).filter(([name]) => !Object.hasOwn(documentedRow, name));
  return more.length === 0
    ? text
    : text.replaceAll(`,${JSON.stringify(Object.fromEntries(more)).slice(1, -1)}`, '');
}

describe('documented answers', () => {
  test('the customer operation returns exactly the documented body, including the byte order mark', async () => {
    const answer = await ask(createEmulator({ clock: documentedClock }), customerUsage(documentedCustomerId));
    expect(answer.status).toBe(200);
    const documented = await documentedBody('customer-licenses-usage');
    expect(asDocumented(answer.text, documented)).toBe(`\uFEFF${documented}`);
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(answer.headers.get('ms-serverid')).toBe('030020525');
  });

  test('the partner operation of the documented facts returns exactly the documented body', async () => {
    const answer = await ask(createEmulator({ data: 'documented' }), '/v1/analytics/licenses/usage');
    const documented = await documentedBody('partner-licenses-usage');
    expect(asDocumented(answer.text, documented)).toBe(`\uFEFF${documented}`);
    expect(answer.headers.get('content-length')).toBe(String(Buffer.byteLength(answer.text)));
  });

  test('the superseding operation answers the same five rows of the documented customer', async () => {
    const query = { filter: `customerTenantId eq '${documentedCustomerId}'` };
    const answer = await ask(createEmulator({ clock: documentedClock }), usage(query));
    expect(answer.body).toMatchObject({ TotalCount: 5, '@nextLink': null });
    expect(answer.body).toHaveProperty(
      'Value.3',
      expect.objectContaining({
        processedDateTime: '2017-03-09T00:00:00',
        workloadCode: 'EXO',
        workloadName: 'Exchange',
        serviceCode: 'o365',
        serviceName: 'Microsoft Office 365',
        channel: 'reseller',
        customerTenantId: '4D3CF487-70F4-4E1E-9FF1-B2BFCE8D9F04',
        customerName: 'DT DEMO CSP CUSTOMER 005',
        productId: '4B9405B0-7788-4568-ADD1-99614E613B69',
        productName: 'EXCHANGE ONLINE (PLAN 1)',
        licensesActive: 0,
        licensesQualified: 5,
      }),
    );
  });
});

describe('fetch', () => {
  const address = 'https://any.host.example/v1/customers?size=1';

  test.each([
    ['a text', (emulator: Emulator) => emulator.fetch(address, { headers: token })],
    ['a URL', (emulator: Emulator) => emulator.fetch(new URL(address), { headers: token })],
    ['a Request', (emulator: Emulator) => emulator.fetch(new Request(address, { headers: token }))],
  ])('takes %s, for any host', async (_, fetched) => {
    const response = await fetched(createEmulator());
    expectTypeOf(response).toEqualTypeOf<Response>();
    expect(response.status).toBe(200);
    expect(response.url).toBe(address);
    expect(await response.json()).toMatchObject({ totalCount: 1 });
  });

  test('fits where the global fetch is expected', () => {
    expectTypeOf<Emulator['fetch']>().toExtend<typeof fetch>();
  });

  test('rejects with the reason of a signal that is aborted', async () => {
    const reason = new Error('changed my mind');
    const asked = createEmulator().fetch(address, { headers: token, signal: AbortSignal.abort(reason) });
    await expect(asked).rejects.toBe(reason);
  });

  test('rejects with the reason of a signal that aborts while the request is read', async () => {
    const controller = new AbortController();
    const asked = createEmulator().fetch(address, { headers: token, signal: controller.signal });
    const reason = new Error('changed my mind');
    controller.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });

  test('rejects at once when a signal aborts during the latency', async () => {
    const emulator = createEmulator({ latencyInMs: 600_000 });
    const controller = new AbortController();
    const asked = emulator.fetch(address, { headers: token, signal: controller.signal });
    const outcome = asked.catch((error: unknown) => error);
    while (emulator.requests.length === 0) await setImmediate();
    const reason = new Error('changed my mind');
    controller.abort(reason);
    expect(await outcome).toBe(reason);
  });
});

describe('listen', () => {
  test('serves over HTTP what fetch serves in process, byte for byte', async () => {
    const listening = await createEmulator({ clock: documentedClock }).listen();
    const overHttp = await read(await fetch(listening.url + usage({ top: 3 }), { headers: token }));
    await listening.close();
    const inProcess = await ask(createEmulator({ clock: documentedClock }), usage({ top: 3 }));
    expect(overHttp.text).toBe(inProcess.text);
    const headers = Object.fromEntries(overHttp.headers);
    expect(headers).toMatchObject(Object.fromEntries(inProcess.headers));
    expect(headers['date']).toBe('Wed, 15 Mar 2017 01:19:58 GMT');
  });

  test('listens on this machine only, at a free port', async () => {
    const listening = await createEmulator().listen();
    expect(listening.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    await listening.close();
    await expect(fetch(listening.url)).rejects.toThrow('fetch failed');
  });

  test('does not replace the Request and Response of the process', async () => {
    const before = [globalThis.Request, globalThis.Response];
    const listening = await createEmulator().listen();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
    await listening.close();
  });

  test.each([
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['127.0.0.2', /^http:\/\/127\.0\.0\.2:\d+$/],
    ['localhost', /^http:\/\/localhost:\d+$/],
  ])('on %s returns a URL that the client can use', async (host, form) => {
    await using emulator = createEmulator();
    const { url } = await emulator.listen({ host });
    expect(url).toMatch(form);
    const client = createClient({ baseUrl: url, credential: emulator.credential });
    expect((await client.getCustomerLicensesUsage(documentedCustomerId)).items).toHaveLength(5);
  });

  test('may be closed twice, and is closed by `await using`', async () => {
    const emulator = createEmulator();
    const listening = await emulator.listen();
    await Promise.all([listening.close(), listening.close()]);
    await listening.close();
    let url = '';
    {
      await using disposable = await emulator.listen();
      ({ url } = disposable);
      expect((await fetch(url)).status).toBe(200);
    }
    await expect(fetch(url)).rejects.toThrow('fetch failed');
    const left = await emulator.listen();
    await emulator[Symbol.asyncDispose]();
    await expect(fetch(left.url)).rejects.toThrow('fetch failed');
  });

  test.each([
    ['rebound.example', 421],
    ['rebound.example:4010', 421],
    ['127.0.0.1.rebound.example', 421],
    ['localhost', 200],
    ['app.localhost:4010', 200],
    ['[::1]:4010', 200],
    ['Partner-Center.test:80', 200],
  ])('answers the Host %s with %i', async (host, status) => {
    await using emulator = createEmulator({ allowedHosts: ['partner-center.test'] });
    const { url } = await emulator.listen();
    const answer = await askAsHost(url, host);
    expect(answer.status).toBe(status);
    expect(answer.text.includes('Start it with --allow-host')).toBe(status === 421);
  });

  test('lets pages of allowed origins read answers, and no others', async () => {
    await using emulator = createEmulator({
      allowedOrigins: ['http://localhost:5173'],
      faults: ['empty-401'],
    });
    const { url } = await emulator.listen();
    const askFrom = (method: string, origin: string) =>
      fetch(`${url}/v1/customers`, {
        method,
        headers: {
          Origin: origin,
          ...(method === 'OPTIONS' && {
            'Access-Control-Request-Method': 'GET',
            'Access-Control-Request-Headers': 'authorization,ms-requestid',
          }),
        },
      });
    const preflight = await askFrom('OPTIONS', 'http://localhost:5173');
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': 'http://localhost:5173',
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,ms-requestid',
      'access-control-max-age': '600',
    });
    expect(emulator.requests).toEqual([]);
    const answer = await askFrom('GET', 'http://localhost:5173');
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(answer.headers.get('access-control-expose-headers')).toBe(
      'Date, MS-RequestId, MS-CorrelationId, MS-CV, MS-ServerId, Retry-After, isMfaCompliant',
    );
    expect(answer.headers.get('vary')).toBe('Origin');
    // Neither is a preflight: one names no method, the other is the request itself.
    const bare = await fetch(`${url}/v1/customers`, {
      method: 'OPTIONS',
      headers: { Origin: 'http://localhost:5173' },
    });
    const itself = await fetch(`${url}/v1/customers`, {
      headers: { Origin: 'http://localhost:5173', 'Access-Control-Request-Method': 'GET' },
    });
    expect([bare.status, itself.status]).toEqual([401, 401]);
    for (const method of ['OPTIONS', 'GET']) {
      const foreign = await askFrom(method, 'http://localhost:8080');
      expect(foreign.headers.has('access-control-allow-origin')).toBe(false);
    }
  });

  test('answers to the names and addresses of the machine only if it listens on all of them', async () => {
    const address = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ family, internal }) => family === 'IPv4' && !internal)?.address;
    const names = [hostname(), ...(address === undefined ? [] : [address])];
    await using emulator = createEmulator();
    const local = await emulator.listen();
    const everywhere = await emulator.listen({ host: '0.0.0.0' });
    for (const name of names) {
      expect((await askAsHost(local.url, name)).status).toBe(421);
      expect((await askAsHost(everywhere.url, name)).status).toBe(200);
    }
  });

  test('answers to this machine by its address when it listens by name', async () => {
    await using emulator = createEmulator();
    const { url } = await emulator.listen({ host: 'localhost' });
    expect((await askAsHost(url, '127.0.0.1')).status).toBe(200);
  });

  test.each([-1, 65_536, 1.5])('refuses port %s', async (port) => {
    await expect(createEmulator().listen({ port })).rejects.toThrow(
      new EmulatorOptionsError(`port is ${port}; it must be a whole number from 0 to 65535.`),
    );
  });
});

describe('requests', () => {
  test('records requests without the token', async () => {
    const at = new Date('2026-11-20T10:00:00Z');
    const emulator = createEmulator({ clock: { now: () => at.getTime() } });
    await ask(emulator, '/v1/customers?size=2', { 'X-Locale': 'sv-SE' });
    expectTypeOf(emulator.requests).toEqualTypeOf<readonly RecordedRequest[]>();
    expect(emulator.requests).toEqual([
      {
        at,
        method: 'GET',
        url: 'https://api.partnercenter.microsoft.com/v1/customers?size=2',
        operation: 'listCustomers',
        status: 200,
        faults: [],
        headers: { authorization: 'Bearer [redacted]', 'x-locale': 'sv-SE' },
      },
    ]);
  });

  test('never hold a secret, in any form', async () => {
    const emulator = createEmulator();
    for (const authorization of [
      'Bearer s3cret',
      'a Bearer s3cret',
      'Basic s3cret',
      'bearer  s3cret s3cret',
    ]) {
      await ask(emulator, '/v1/customers', { Authorization: authorization, Cookie: 's3cret' });
    }
    await emulator.fetch('https://login.example/common/oauth2/token', {
      method: 'POST',
      body: new URLSearchParams({ refresh_token: 's3cret', client_secret: 's3cret' }),
    });
    expect(emulator.requests).toHaveLength(5);
    expect(JSON.stringify(emulator.requests)).not.toContain('s3cret');
    expect(emulator.requests.map(({ headers }) => [headers['authorization'], headers['cookie']])).toEqual([
      ['Bearer [redacted]', '[redacted]'],
      ['[redacted]', '[redacted]'],
      ['Basic [redacted]', '[redacted]'],
      ['bearer [redacted]', '[redacted]'],
      [undefined, undefined],
    ]);
    await ask(emulator, '/v1/customers', { 'Proxy-Authorization': 'Basic s3cret' });
    expect(emulator.requests[5]?.headers).toHaveProperty('proxy-authorization', 'Basic [redacted]');
  });

  test('name no fault if the header names one that does not exist', async () => {
    const emulator = createEmulator({ faults: ['gzip'] });
    await ask(emulator, '/v1/customers', { 'X-Emulator-Fault': 'none-such' });
    expect(emulator.requests).toMatchObject([{ status: 400, faults: [] }]);
  });

  test('are forgotten by reset, which starts the run from the beginning', async () => {
    const emulator = createEmulator();
    const first = await ask(emulator, '/v1/customers');
    const second = await ask(emulator, '/v1/customers');
    expect(second.headers.get('ms-requestid')).not.toBe(first.headers.get('ms-requestid'));
    emulator.reset();
    expect(emulator.requests).toEqual([]);
    const again = await ask(emulator, '/v1/customers');
    expect(again.headers.get('ms-requestid')).toBe(first.headers.get('ms-requestid'));
  });

  test('keep the newest ten thousand', async () => {
    const emulator = createEmulator({ customers: 0 });
    for (let index = 0; index <= 10_000; index += 1) await ask(emulator, `/v1/customers?size=${index % 9}`);
    expect(emulator.requests).toHaveLength(10_000);
    expect(emulator.requests[0]?.url).toContain('size=1');
  });
});

test.each<[EmulatorOptions]>([
  [{ customers: 0, seed: Number.MIN_SAFE_INTEGER }],
  [{ seed: Number.MAX_SAFE_INTEGER, latencyInMs: 600_000, tokens: { lifetimeInMs: 1000 } }],
  [{ throttling: { partner: { requests: 0, windowInMs: 1 }, customer: { requests: 0, windowInMs: 1 } } }],
  [{ allowedHosts: ['::1', '10.0.0.7', 'partner_center.test'], allowedOrigins: ['https://app.test'] }],
])('the options %j can be used', (options) => {
  expect(() => createEmulator(options)).not.toThrow();
});

describe('options that cannot be used', () => {
  test.each([
    [{ customers: -1 }, 'customers is -1; it must be a whole number from 0 to 10000000.'],
    [{ customers: 10_000_001 }, 'customers is 10000001; it must be a whole number from 0 to 10000000.'],
    [{ customers: 1.5 }, 'customers is 1.5'],
    [{ seed: Number.NaN }, 'seed is NaN'],
    [{ snapshotDate: '2026-02-30' }, 'snapshotDate is "2026-02-30"; it must be a day such as 2026-11-15.'],
    [{ snapshotDate: 'today' }, 'snapshotDate is "today"'],
    [{ snapshotDate: '2026-11-15T00:00:00.000Z' }, 'snapshotDate is "2026-11-15T00:00:00.000Z"'],
    [{ snapshotDate: '2026-11-15T00:00:00Z' }, 'snapshotDate is "2026-11-15T00:00:00Z"'],
    [{ latencyInMs: -5 }, 'latencyInMs is -5'],
    [{ latencyInMs: 600_001 }, 'latencyInMs is 600001; it must be a whole number from 0 to 600000.'],
    [
      { data: 'documented', customers: 3 },
      'data determines the facts; leave out customers and snapshotDate.',
    ],
    [{ data: 'documented', snapshotDate: '2026-11-15' }, 'data determines the facts'],
    [
      { allowedHosts: ['http://x.test'] },
      'allowedHosts names "http://x.test"; it must be a name without a scheme or a port, such as partner-center.test.',
    ],
    [{ allowedHosts: ['x.test:80'] }, 'allowedHosts names "x.test:80"'],
    [{ allowedHosts: ['x.test/'] }, 'allowedHosts names "x.test/"'],
    [{ allowedHosts: ['user@x.test'] }, 'allowedHosts names "user@x.test"'],
    [{ allowedHosts: ['a b'] }, 'allowedHosts names "a b"'],
    [
      { allowedOrigins: ['localhost'] },
      'allowedOrigins names "localhost"; it must be an origin such as http://localhost:5173.',
    ],
    [{ allowedOrigins: ['http://localhost:5173/'] }, 'allowedOrigins names "http://localhost:5173/"'],
    [{ throttling: { partner: { requests: -1, windowInMs: 1 } } }, 'throttling.partner.requests is -1'],
    [{ throttling: { customer: { requests: 1, windowInMs: 0 } } }, 'throttling.customer.windowInMs is 0'],
    [
      { tokens: { lifetimeInMs: 999 } },
      'tokens.lifetimeInMs is 999; it must be a whole number from 1000 to 9007199254740991.',
    ],
    [{ faults: [{ fault: 'gzip', probability: 2 }] }, 'Fault gzip: the probability is 2'],
    [{ faults: [{ fault: 'gzip', onNthRequest: 0 }] }, 'Fault gzip: the request is 0'],
  ] as const)('%j is refused: %s', (options, message) => {
    expect(() => createEmulator(options)).toThrow(EmulatorOptionsError);
    expect(() => createEmulator(options)).toThrow(message);
  });
});
