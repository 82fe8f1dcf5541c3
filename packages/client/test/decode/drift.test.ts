import customerUsage from '@licenses-usage/spec/examples/customer-licenses-usage.json' with { type: 'json' };
import firstPage from '@licenses-usage/spec/examples/customers-first-page.json' with { type: 'json' };
import usage from '@licenses-usage/spec/examples/licenses-usage.json' with { type: 'json' };
import partnerUsage from '@licenses-usage/spec/examples/partner-licenses-usage.json' with { type: 'json' };
import { describe, expect, test } from 'vitest';
import { readRows } from '../../src/decode/collection.ts';
import {
  readCustomerLicensesUsageInsights,
  readPartnerLicensesUsageInsights,
} from '../../src/generated/decoders.ts';
import { readLicensesUsageRow } from '../../src/generated/list-decoders.ts';
import { readCustomer } from '../../src/generated/seek-decoders.ts';
import { DecodeContext } from '../../src/decode/decode-context.ts';
import type { Drift } from '../../src/events.ts';
import { context } from '../support/decode-context.ts';

type ReadRow = (value: unknown, ctx: DecodeContext) => unknown;

/** The drift that is reported while the rows of a list are read. */
function driftOf(read: ReadRow, rows: readonly object[]): readonly Drift[] {
  const drifts: Drift[] = [];
  const ctx = new DecodeContext('test', context, (drift) => drifts.push(drift));
  ctx.parent = '/items';
  readRows(structuredClone<unknown[]>([...rows]), read, ctx);
  return drifts;
}

const readUsageRow: ReadRow = (value, ctx) => readLicensesUsageRow<[]>(value, ctx);

const resources = {
  'customer usage': { read: readCustomerLicensesUsageInsights, rows: customerUsage.items },
  'partner usage': { read: readPartnerLicensesUsageInsights, rows: partnerUsage.items },
  'licenses usage': { read: readUsageRow, rows: usage.Value },
  customers: { read: readCustomer, rows: firstPage.items },
} satisfies Record<string, { readonly read: ReadRow; readonly rows: readonly object[] }>;

describe.for(Object.entries(resources))('of %s', ([, { read, rows }]) => {
  const [row = {}] = rows;

  test('the documented answer is none', () => {
    expect(rows.length).toBeGreaterThan(0);
    expect(driftOf(read, rows)).toEqual([]);
  });

  test('an unknown field is reported, in any row', () => {
    const many = Array.from({ length: 12 }, (_, index) => (index < 11 ? row : { ...row, tenantName: 'x' }));
    expect(driftOf(read, many)).toEqual([
      { kind: 'unexpected-field', pointer: '/items/*', field: 'tenantName' },
    ]);
  });

  test('each of several unknown fields is reported', () => {
    expect(driftOf(read, [{ ...row, a: 1, b: 2 }]).map(({ field }) => field)).toEqual(['a', 'b']);
  });

  test('an undefined field counts as absent', () => {
    expect(driftOf(read, [{ ...row, a: undefined }])).toEqual([]);
  });
});

describe('an undocumented code', () => {
  test.for(['customer usage', 'partner usage', 'licenses usage'] as const)(
    'is reported in %s as its channel',
    (name) => {
      const { read, rows } = resources[name];
      expect(driftOf(read, [{ ...rows[0], channel: 'a channel that no source shows' }])).toEqual([
        { kind: 'new-value', pointer: '/items/*', field: 'channel' },
      ]);
      for (const channel of ['reseller', 'Reseller', 'direct', 'DIRECT', null]) {
        expect(driftOf(read, [{ ...rows[0], channel }])).toEqual([]);
      }
    },
  );

  test.for([
    ['customer usage', 'serviceName'],
    ['partner usage', 'serviceName'],
    ['licenses usage', 'serviceCode'],
  ] as const)('is reported in %s as its %s', ([name, field]) => {
    const { read, rows } = resources[name];
    expect(driftOf(read, [{ ...rows[0], [field]: 'power' }])).toEqual([
      { kind: 'new-value', pointer: '/items/*', field },
    ]);
    for (const known of ['o365', 'O365', 'crm', 'CRM']) {
      expect(driftOf(read, [{ ...rows[0], [field]: known }])).toEqual([]);
    }
  });
});

describe('a field that is missing', () => {
  test('is reported if samples have it', () => {
    const { channel: _, ...row } = usage.Value[0] ?? { channel: '' };
    expect(driftOf(readUsageRow, [row])).toEqual([
      { kind: 'missing-field', pointer: '/items/*', field: 'channel' },
    ]);
  });

  test('is reported although there are as many unknown fields', () => {
    const { channel: _, ...row } = usage.Value[0] ?? { channel: '' };
    expect(driftOf(readUsageRow, [{ ...row, canal: 'reseller' }])).toEqual([
      { kind: 'missing-field', pointer: '/items/*', field: 'channel' },
      { kind: 'unexpected-field', pointer: '/items/*', field: 'canal' },
    ]);
  });

  test('is not reported for customers without relationship, links or attributes', () => {
    const [{ id, companyProfile } = { id: '', companyProfile: {} }] = firstPage.items;
    expect(driftOf(readCustomer, [{ id, companyProfile }])).toEqual([]);
    const bare = { tenantId: id, domain: 'contoso.onmicrosoft.com', companyName: 'Contoso' };
    expect(driftOf(readCustomer, [{ id, companyProfile: bare }])).toEqual([]);
    expect(driftOf(readCustomer, [{ id, companyProfile: { ...bare, vatId: 'x' } }])).toEqual([
      { kind: 'unexpected-field', pointer: '/items/*/companyProfile', field: 'vatId' },
    ]);
  });
});
