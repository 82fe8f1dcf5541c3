import { describe, expect, test } from 'vitest';

import { createEmulator, documentedCustomerId, type FaultName, faultNames } from '../../src/index.ts';
import { ask, customerUsage, usage } from '../support/ask.ts';

/** A request, and the expected part of its answer while the fault is on. The answer without the fault must differ. */
type Effect = readonly [
  address: string,
  part: 'status' | 'text' | 'headers' | 'firstByte',
  expected: number | string | RegExp,
];

const page = usage({ top: 2 });
const refused = '/v1/customers?size=x';
const customers = '/v1/customers?size=2';
const obrien = customerUsage('3f0c9a52-6d1b-4e8f-9a07-000000000003');

const effects: Partial<Record<FaultName, Effect>> = {
  'invalid-request': [page, 'text', '"message":"filter parameter is not valid"'],
  'token-missing': [page, 'text', '"code":"800001"'],
  'token-refused': [page, 'text', '"code":"800002"'],
  'token-expired': [page, 'status', 401],
  'wrong-audience': [page, 'text', '"code":"900420"'],
  'wrong-audience-at-gateway': [page, 'text', '"statusCode":401,"message":"Invalid Authorization header'],
  'mfa-missing': [page, 'text', '"code":"900421"'],
  'empty-401': [page, 'headers', '"content-length":"0"'],
  'app-only': [page, 'text', '"code":"900329"'],
  'role-missing': [page, 'text', '"code":"2032"'],
  'no-relationship': [page, 'text', '"code":"20002"'],
  'agreement-missing': [page, 'text', '"code":"900123"'],
  'extended-refusal': [
    page,
    'text',
    '"code":"600062","message":"Access denied.","errorName":"AccessDenied"}',
  ],
  'not-found': [page, 'text', '"code":"1000"'],
  throttled: [page, 'headers', '"retry-after":"1"'],
  'throttled-until-date': [page, 'headers', '"retry-after":"Fri, 20 Nov 2026 10:00:01 GMT"'],
  'throttled-silently': [page, 'status', 429],
  'server-error': [page, 'text', '"code":"800003"'],
  'server-error-at-gateway': [page, 'text', '{"statusCode":500,"message":"Internal server error"}'],
  'extended-error': [page, 'text', '"isRetryable":true'],
  'textual-error': [page, 'text', '{"error":"The service could not'],
  'nested-error': [page, 'text', '{"error":{"code":"ServiceFailure"'],
  'bad-gateway': [page, 'text', '<h1>502 Bad Gateway</h1>'],
  unavailable: [page, 'text', '{"statusCode":503,"message":"Service unavailable"}'],
  'unavailable-at-service': [page, 'status', 503],
  'unavailable-for-a-while': [page, 'headers', '"retry-after":"1"'],
  'unavailable-html': [page, 'headers', '"content-type":"text/html"'],
  'gateway-timeout': [page, 'status', 504],
  'zero-rows': [page, 'text', '{"Value":[],"@nextLink":null,"TotalCount":0}'],
  'lower-case-envelope': [page, 'text', '"totalCount":43'],
  'total-count-last': [customers, 'text', '"totalCount":2}'],
  'no-total-count': [page, 'text', 'top=2&skip=2"}'],
  'lean-customers': [customers, 'text', '"links":{"next":{"uri":"/v1/customers?size=2&seekOperation=Next"}}'],
  'unknown-envelope-fields': [page, 'text', '"dataRedacted":false'],
  'numeric-error-code': [refused, 'text', '"code":900127,'],
  'zero-error-code': [refused, 'text', '"code":0,'],
  'html-entities': [refused, 'text', 'The service&#39;s reason: &quot;'],
  'fault-in-200': [page, 'text', '"code":"400072"'],
  'empty-body': [page, 'headers', '"content-length":"0"'],
  'cut-json': [page, 'text', /^(?!.*"TotalCount":43\}$)/],
  'absolute-next-link': [page, 'text', '"@nextLink":"https://api.partnercenter.microsoft.com/v1/'],
  'encoded-next-link': [
    usage({ top: 2, filter: "channel eq 'reseller'" }),
    'text',
    'filter=channel%20eq%20%27reseller%27',
  ],
  'raw-next-link': [usage({ top: 2, filter: "channel ne '&#'" }), 'text', "filter=channel ne '&#'"],
  'second-question-mark': [customers, 'text', '?size=2?seekOperation=Next'],
  'link-without-version': [customers, 'text', '"uri":"/customers?size=2&seekOperation=Next"'],
  'next-link-elsewhere': [page, 'text', '"@nextLink":"https://another-origin.example/v1/analytics'],
  'next-link-loop': [page, 'text', '"@nextLink":"/v1/analytics/commercial/usage/license/?top=2"'],
  'no-next-link': [page, 'text', '}],"TotalCount":43}'],
  'empty-page-first': [
    page,
    'text',
    '{"Value":[],"@nextLink":"/v1/analytics/commercial/usage/license/?top=2&secondVisit=1"',
  ],
  'duplicate-page': [usage({ top: 1, skip: 5 }), 'text', 'EXCHANGE ONLINE ARCHIVING'],
  'prefix-required': [page, 'status', 404],
  'prefix-refused': [`/partner${page}`, 'status', 404],
  'redirect-elsewhere': [page, 'headers', '"location":"https://another-origin.example/v1/analytics'],
  'redirect-loop': [page, 'headers', '"location":"https://api.partnercenter.microsoft.com/v1/analytics'],
  'license-active': [page, 'text', '"licenseActive":0'],
  'both-active-counts': [page, 'text', /"licensesActive":0,.*"licenseActive":1/],
  'missing-count': [page, 'text', /^(?!.*"licensesQualified")/],
  'unknown-fields': [page, 'text', '"licensesAssigned":1,"insights":{"score":0.5'],
  'documented-optional-fields': [obrien, 'text', '"serviceCode":"o365","workloadCode":"EXO"'],
  'reversed-keys': [page, 'text', '"licensesQualified":1,"licensesActive":0,"productName"'],
  'null-texts': [page, 'text', '"customerName":null'],
  'capitalised-codes': [obrien, 'text', '"serviceName":"O365","channel":"Reseller"'],
  'lower-case-ids': [page, 'text', `"customerTenantId":"${documentedCustomerId}"`],
  'year-one-dates': [page, 'text', '"processedDateTime":"0001-01-01T00:00:00"'],
  'fractional-dates': [page, 'text', '"processedDateTime":"2017-03-09T03:25:16.36"'],
  'z-dates': [obrien, 'text', '"processedDateTime":"2017-03-09T00:00:00Z"'],
  'percent-as-ratio': [obrien, 'text', '"usagePercent":0.9833'],
  'adjusted-percent': [obrien, 'text', '"usagePercent":88.5'],
  'negative-count': [page, 'text', '"licensesActive":-1'],
  'fractional-count': [page, 'text', '"licensesActive":1.5'],
  'textual-count': [page, 'text', '"licensesActive":"abc"'],
  'counts-as-text': [page, 'text', '"licensesActive":"0","licensesQualified":"1"'],
  'counts-as-decimals': [page, 'text', '"licensesActive":0.0,"licensesQualified":1.0'],
  'no-bom': [page, 'firstByte', 0x7b],
  'wrong-content-type': [page, 'headers', '"content-type":"text/plain"'],
  gzip: [page, 'headers', '"content-encoding":"gzip"'],
  deflate: [page, 'headers', '"content-encoding":"deflate"'],
  brotli: [page, 'headers', '"content-encoding":"br"'],
};

const documented = customerUsage(documentedCustomerId);
const partner = '/v1/analytics/licenses/usage';
const deployment = '/v1/analytics/commercial/deployment/license/?top=2';
const filtered = usage({ filter: "channel eq 'reseller'", top: 2 });

/** Further effects of a fault: on other operations, and in texts for people. */
const furtherEffects: readonly (readonly [FaultName, ...Effect])[] = [
  ['invalid-request', customers, 'text', '"description":"The input is not valid."'],
  ['wrong-audience-at-gateway', page, 'text', 'Invalid Authorization header, incorrect audience"'],
  ['role-missing', page, 'text', '"description":"Access denied."'],
  ['agreement-missing', page, 'text', 'The Microsoft Partner Agreement has not been accepted.'],
  ['unavailable-at-service', page, 'text', '"code":"800003","description":"The service is not available."'],
  ['unavailable-for-a-while', page, 'text', '{"statusCode":503,"message":"Service unavailable"}'],
  ['redirect-elsewhere', page, 'headers', '"content-length":"0"'],
  ['redirect-elsewhere', `http://localhost:8080${page}`, 'headers', '"location":"http://127.0.0.1:8080/v1/'],
  ['redirect-elsewhere', `http://127.0.0.1:8080${page}`, 'headers', '"location":"http://localhost:8080/v1/'],
  ['redirect-loop', page, 'headers', '"content-length":"0"'],
  ['zero-rows', customers, 'text', '{"totalCount":0,"items":[],"attributes":{"objectType":"Collection"}}'],
  ['lower-case-envelope', page, 'text', '"nextLink":"/v1/analytics/'],
  [
    'fault-in-200',
    page,
    'text',
    '{"code":"400072","description":"The request failed.","data":[],"source":"PartnerFD"}',
  ],
  [
    'encoded-next-link',
    filtered,
    'text',
    '"@nextLink":"/v1/analytics/commercial/usage/license/?filter=channel%20eq%20%27reseller%27&top=2&skip=2"',
  ],
  ['second-question-mark', filtered, 'text', "channel eq 'reseller'&top=2?skip=2\""],
  [
    'duplicate-page',
    usage({ top: 2, skip: 1 }),
    'text',
    '{"Value":[{"processedDateTime":"2017-03-09T00:00:00","workloadCode":"EXO"',
  ],
  ['prefix-required', page, 'headers', '"content-length":"0"'],
  ['missing-count', deployment, 'text', '"licensesDeployed":0}'],
  ['unknown-fields', page, 'text', '"insights":{"score":0.5,"tags":["new"]}'],
  [
    'documented-optional-fields',
    partner,
    'text',
    '"objectType":"PartnerLicensesUsageInsights"},"serviceCode":"crm"}',
  ],
  ['capitalised-codes', page, 'text', '"serviceCode":"O365"'],
  ['capitalised-codes', page, 'text', '"channel":"Reseller"'],
  ['lower-case-ids', page, 'text', '"productId":"3b555118-da6a-4418-894f-7df1e2096870"'],
  ['null-texts', page, 'text', '"workloadCode":null'],
  ['null-texts', page, 'text', '"productName":null'],
  ['null-texts', page, 'text', '"channel":null'],
  ['year-one-dates', documented, 'text', '"processedDateTime":"0001-01-01T00:00:00+00:00"'],
  ['negative-count', deployment, 'text', '"licensesDeployed":-1'],
];

async function partOf(
  address: string,
  part: Effect[1],
  faults: readonly FaultName[],
): Promise<number | string> {
  const emulator = createEmulator({
    clock: { now: () => Date.parse('2026-11-20T10:00:00Z') },
    snapshotDate: '2017-03-09',
    faults,
  });
  const url = new URL(address, 'https://api.partnercenter.microsoft.com');
  const response = await emulator.fetch(url, { headers: { Authorization: 'Bearer x' }, redirect: 'manual' });
  const { status } = response;
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = new TextDecoder().decode(bytes);
  const [firstByte = 0] = bytes;
  return { status, text, firstByte, headers: JSON.stringify(Object.fromEntries(response.headers)) }[part];
}

describe('each fault has its effect, and no answer has it without the fault', () => {
  const cases = Object.entries(effects).map(([name, effect]) => [name, ...effect] as const);

  test.each([...cases, ...furtherEffects])(
    '%s shows in the answer to %s',
    async (name, address, part, expected) => {
      const fault = faultNames.find((known) => known === name);
      if (fault === undefined) throw new Error(`There is no fault ${name}.`);
      const [without, withFault] = [await partOf(address, part, []), await partOf(address, part, [fault])];
      const shows = (found: number | string): boolean =>
        typeof expected === 'number'
          ? found === expected
          : expected instanceof RegExp
            ? expected.test(String(found))
            : String(found).includes(expected);
      expect([without, shows(without)]).toEqual([without, false]);
      expect([withFault, shows(withFault)]).toEqual([withFault, true]);
    },
  );

  test('no fault is left without a test', () => {
    // These have tests of their own, below and over HTTP.
    const elsewhere = new Set<string>([
      'bom',
      'utf-16',
      'no-tracing-headers',
      'connection-reset',
      'stalled-headers',
      'stalled-body',
      'truncated-body',
      'slow-drip',
      'refresh-token-expired',
      'mfa-required',
      'wrong-cloud',
      'textual-expiry',
      'no-rotation',
    ]);
    const untested = faultNames.filter((name) => effects[name] === undefined && !elsewhere.has(name));
    expect(untested).toEqual([]);
  });
});

describe('faults about bytes', () => {
  test('bom restores the mark that the option removed', async () => {
    const emulator = createEmulator({ bom: false, faults: ['bom'] });
    expect((await ask(emulator, page)).text.startsWith('\uFEFF{')).toBe(true);
    expect((await ask(createEmulator({ bom: false }), page)).text.startsWith('{')).toBe(true);
  });

  test('utf-16 is UTF-16LE with a mark, and says so', async () => {
    const response = await createEmulator({ faults: ['utf-16'] }).fetch(`https://x.example${page}`, {
      headers: { Authorization: 'Bearer x' },
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([...bytes.subarray(0, 4)]).toEqual([0xff, 0xfe, 0x7b, 0x00]);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-16');
    expect(new TextDecoder('utf-16le').decode(bytes)).toContain('"TotalCount":43');
  });

  test('no-tracing-headers keeps the other headers', async () => {
    const { headers } = await ask(createEmulator({ faults: ['no-tracing-headers'] }), page);
    expect([...headers.keys()]).toEqual(['content-length', 'content-type', 'date']);
  });
});

describe('paging faults', () => {
  test('empty-page-first loses no row when every link is followed', async () => {
    const emulator = createEmulator({ faults: ['empty-page-first'] });
    let address: string | undefined = usage({ top: 10 });
    let [rows, pages] = [0, 0];
    while (address !== undefined) {
      const { body } = await ask(emulator, address);
      const { Value, '@nextLink': next } = Object.assign({ Value: [], '@nextLink': null }, body);
      rows += Value.length;
      pages += 1;
      address = next ?? undefined;
    }
    expect([rows, pages]).toEqual([43, 10]);
  });

  test('faults of rows and of pages combine', async () => {
    const { text } = await ask(createEmulator(), page, {
      'X-Emulator-Fault': 'counts-as-text, lower-case-envelope, license-active, no-bom',
    });
    expect(text).toMatch(/^\{"value":\[\{/);
    expect(text).toContain('"licenseActive":"0"');
  });
});

describe('a fault has no other effects', () => {
  test.each([
    'zero-rows',
    'lower-case-envelope',
    'total-count-last',
    'no-total-count',
    'unknown-envelope-fields',
    'lean-customers',
    'absolute-next-link',
    'second-question-mark',
    'counts-as-text',
    'counts-as-decimals',
    'year-one-dates',
    'percent-as-ratio',
    'negative-count',
  ] as const)('%s, in a refusal', async (fault) => {
    expect(await partOf(refused, 'text', [fault])).toBe(await partOf(refused, 'text', []));
  });

  test.each(['numeric-error-code', 'zero-error-code', 'html-entities'] as const)(
    '%s, in a success',
    async (fault) => {
      expect(await partOf(page, 'text', [fault])).toBe(await partOf(page, 'text', []));
    },
  );

  test.each<[FaultName, string]>([
    ['numeric-error-code', usage({ top: 0 })],
    ['zero-error-code', usage({ top: 0 })],
    ['lean-customers', documented],
    ['absolute-next-link', '/v1/customers'],
    ['next-link-loop', customers],
    ['empty-page-first', customers],
    ['duplicate-page', page],
    ['duplicate-page', usage({ skip: 5 })],
    ['duplicate-page', `${customers}&skip=2&top=2`],
    ['prefix-required', customers],
    ['prefix-required', `/partner${page}`],
    ['prefix-refused', page],
    ['prefix-refused', '/partner/v1/customers'],
    ['both-active-counts', deployment],
    ['documented-optional-fields', customers],
    ['documented-optional-fields', page],
  ])('%s, in %s', async (fault, address) => {
    expect(await partOf(address, 'text', [fault])).toBe(await partOf(address, 'text', []));
    expect(await partOf(address, 'status', [fault])).toBe(await partOf(address, 'status', []));
  });

  test('the page of a proxy, whatever is to be edited', async () => {
    const faults: readonly FaultName[] = ['bad-gateway', 'html-entities', 'numeric-error-code'];
    expect(await partOf(page, 'text', faults)).toBe('<html><body><h1>502 Bad Gateway</h1></body></html>');
    expect(await partOf(page, 'text', ['bad-gateway', 'utf-16', 'bom'])).toBe(
      '<html><body><h1>502 Bad Gateway</h1></body></html>',
    );
  });

  test('an empty body, which is not compressed', async () => {
    expect(await partOf(page, 'headers', ['empty-401', 'gzip'])).not.toContain('content-encoding');
  });

  test('texts that another fault has made null', async () => {
    expect(await partOf(page, 'text', ['null-texts', 'capitalised-codes'])).toContain('"channel":null');
  });

  test('the headers that every answer has, in a refusal, too', async () => {
    expect(await partOf(page, 'headers', ['empty-401'])).toContain('"ms-requestid"');
  });

  test('throttled-silently, which does not say when to try again', async () => {
    expect(await partOf(page, 'headers', ['throttled-silently'])).not.toContain('retry-after');
  });

  test('documented-optional-fields calls a workload that the emulator does not know UNKNOWN', async () => {
    const row = {
      customerTenantId: documentedCustomerId,
      customerName: 'Litware',
      productName: 'MICROSOFT 365 E5',
      workloadName: 'Loop',
      serviceCode: 'o365',
      licensesActive: 4,
      licensesQualified: 9,
    };
    const emulator = createEmulator({ data: { Value: [row] }, faults: ['documented-optional-fields'] });
    expect((await ask(emulator, documented)).body).toMatchObject({ items: [{ workloadCode: 'UNKNOWN' }] });
  });

  test('lean-customers, beside the id and the profile of a customer, and a link that is not there', async () => {
    const lastPage = '/v1/customers?size=500';
    const { body } = await ask(createEmulator({ customers: 1, faults: ['lean-customers'] }), lastPage);
    const told = {
      tenantId: expect.any(String),
      domain: expect.any(String),
      companyName: expect.any(String),
    };
    expect(body).toMatchObject({ links: {} });
    expect(Object.assign({ items: [] }, body).items).toEqual([{ id: told.tenantId, companyProfile: told }]);
    expect(Object.keys(Object.assign({ links: {} }, body).links)).toEqual([]);
  });
});
