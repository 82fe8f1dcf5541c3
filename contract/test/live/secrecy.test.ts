import { describe, expect, test } from 'vitest';

import { createEmulator, type FaultName, type EmulatorOptions } from '@licenses-usage/emulator';
import { runLive, token } from './support/run-live.ts';

/** The names, domains, ids and products in the tenant's answers. */
async function dataOf(options: EmulatorOptions): Promise<readonly string[]> {
  const emulator = createEmulator({ ...options, faults: [] });
  const addresses = ['/v1/customers', '/v1/analytics/commercial/usage/license/'];
  const texts = await Promise.all(
    addresses.map(async (address) => {
      const url = `https://api.partnercenter.microsoft.com${address}`;
      const response = await emulator.fetch(url, { headers: { Authorization: 'Bearer any' } });
      return await response.text();
    }),
  );
  const values = texts.flatMap((text) =>
    [
      ...text.matchAll(
        /"(?:id|tenantId|domain|companyName|customerName|customerTenantId|productId|productName)":"((?:[^"\\]|\\.)*)"/g,
      ),
    ].map(([, value]) => String(JSON.parse(`"${value}"`))),
  );
  return [...new Set(values)];
}

const quirks: readonly FaultName[] = [
  'unknown-fields',
  'lower-case-ids',
  'role-missing',
  'absolute-next-link',
  'bad-gateway',
  'lower-case-envelope',
  'counts-as-text',
  'cut-json',
];

const own = {
  data: {
    customers: [{ id: 'aa3f0c9a-526d-4b4e-8f9a-0700000000aa', name: `Zephyrine O'Kapi & Söhne` }],
    Value: [
      {
        processedDateTime: '2018-10-14T00:00:00',
        workloadCode: 'EXO',
        workloadName: 'Exchange',
        serviceCode: 'o365',
        serviceName: 'Microsoft Office 365',
        channel: 'reseller',
        customerTenantId: 'AA3F0C9A-526D-4B4E-8F9A-0700000000AA',
        customerName: `Zephyrine O'Kapi & Söhne`,
        productId: '45A2423B-E884-448D-A831-D9E139C52D2F',
        productName: 'EXCHANGE ONLINE PROTECTION',
        licensesActive: 37,
        licensesQualified: 7411,
      },
    ],
  },
} as const;

describe('neither the file nor the output holds the token or anything of the tenant', () => {
  test.each<[string, EmulatorOptions]>([
    ['of the fleet', {}],
    ['of a data set of its own', own],
    ...quirks.map((name): [string, EmulatorOptions] => [`with ${name}`, { faults: [name] }]),
  ])('%s', async (_what, options) => {
    const secrets = [token, ...(await dataOf(options))].map((secret) => secret.toLowerCase());
    expect(secrets.length).toBeGreaterThan(4);

    const { output, har } = await runLive(createEmulator(options).fetch);

    for (const text of [output, har].map((written) => written.toLowerCase())) {
      expect(text.length).toBeGreaterThan(1000);
      expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
      expect(secrets.filter((secret) => text.includes(encodeURIComponent(secret)))).toEqual([]);
    }
  });

  test('where a customer is in the name of a key, in a header, in a fault or in the address of a gateway', async () => {
    const emulator = createEmulator();
    const spill = {
      Contoso: { seats: 3 },
      fabrikam: 'fabrikam.onmicrosoft.com',
      contoso: 1,
      contosoSeats: 2,
      seatsTotal: 3,
    };

    const { output, har } = await runLive(
      async (request) => {
        const answer = await emulator.fetch(new Request(request.url.replace('/api/', '/'), request));
        const body: unknown = JSON.parse((await answer.text()).replace(/^\uFEFF/, ''));
        const headers = new Headers(answer.headers);
        headers.set('X-Tenant', 'Contoso');
        headers.set('MS-CV', `Contoso.${token}`);
        headers.set('MS-ServerId', 'contoso-7');
        headers.delete('Content-Length');
        headers.delete('Content-Encoding');
        return new Response(JSON.stringify(Object.assign({}, body, spill, { customerName: 'Contoso' })), {
          status: answer.status,
          headers,
        });
      },
      { PARTNER_CENTER_TOKEN: token, PARTNER_CENTER_BASE_URL: 'https://contoso.gateway.example/api' },
    );

    expect(output).toContain('envelope key: (a name that is not shown) is not described');
    expect(output).toContain('envelope key: seatsTotal is not described');
    expect(output).toContain('header: x-tenant is not described');
    expect(output).toContain('header: MS-ServerId has a value that its schema refuses');
    expect(`${output}${har}`).not.toMatch(/contoso|fabrikam|gateway\.example/i);
    expect(`${output}${har}`).not.toContain(token);
  });
});

describe('the file', () => {
  test('keeps the form of values, and gives the same made-up id for the same id', async () => {
    const { har } = await runLive(createEmulator(own).fetch);

    const usage = bodiesIn(har).find(({ address }) => address.endsWith('/license/'));
    expect(usage?.body).toEqual({
      Value: [
        {
          processedDateTime: '2000-01-02T00:00:00',
          workloadCode: 'text',
          workloadName: 'text',
          serviceCode: 'text',
          serviceName: 'text',
          channel: 'text',
          customerTenantId: expect.stringMatching(/^00000000-0000-4000-8000-\d{12}$/),
          customerName: 'text',
          productId: expect.stringMatching(/^00000000-0000-4000-8000-\d{12}$/),
          productName: 'text',
          licensesActive: 1,
          licensesQualified: 1,
        },
      ],
      '@nextLink': null,
      TotalCount: 1,
    });
    const customer = bodiesIn(har).find(({ address }) => address.endsWith('/v1/customers'));
    expect(customer?.body).toMatchObject({ items: [{ id: idIn(usage?.body) }] });
    expect(har).toContain(`/v1/customers/${idIn(usage?.body)}/analytics/licenses/usage`);
  });

  test('keeps wrong types, missing and superfluous properties as they were', async () => {
    const faults = ['counts-as-text', 'null-texts', 'unknown-fields'] as const;
    const { har } = await runLive(createEmulator({ faults }).fetch);

    const partner = bodiesIn(har).find(({ address }) => address.endsWith('/v1/analytics/licenses/usage'));
    expect(JSON.stringify(partner?.body)).toMatch(/"channel":null,.*"undocumented8":\{"undocumented1":0.5/);
    const usage = bodiesIn(har).find(({ address }) => address.includes('usage/license/?groupby='));
    expect(JSON.stringify(usage?.body)).toContain('"licensesActive":"1"');
  });
});

function bodiesIn(har: string): { address: string; body: Record<string, unknown> }[] {
  const {
    log,
  }: { log: { entries: { request: { url: string }; response: { content: { text: string } } }[] } } =
    JSON.parse(har);
  return log.entries.flatMap(({ request, response }) =>
    response.content.text === '' ? [] : [{ address: request.url, body: JSON.parse(response.content.text) }],
  );
}

function idIn(body: unknown): string {
  return /"customerTenantId":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? 'no id';
}
