import { describe, expect, test } from 'vitest';

import { createEmulator, documentedCustomerId, type Emulator } from '../../src/index.ts';
import { ask } from '../support/ask.ts';
import { schema } from '../support/schemas.ts';

const isCollection = schema('CustomerCollection');

async function collectionAt(emulator: Emulator, address: string, headers: Record<string, string> = {}) {
  const { body } = await ask(emulator, address, headers);
  if (!isCollection(body)) throw new Error('Not a collection of customers.');
  return body;
}

function search(filter: unknown): string {
  const text = typeof filter === 'string' ? filter : JSON.stringify(filter);
  return `/v1/customers?filter=${encodeURIComponent(text)}`;
}

describe('a page', () => {
  test('has its customers and the way to the next page, in the form of the documented answer', async () => {
    const emulator = createEmulator({ customers: 2 });
    const { body } = await ask(emulator, '/v1/customers?size=1');
    expect(body).toEqual({
      totalCount: 1,
      items: [
        {
          id: documentedCustomerId,
          companyProfile: {
            tenantId: documentedCustomerId,
            domain: 'dtdemocspcustomer005.onmicrosoft.com',
            companyName: 'DT DEMO CSP CUSTOMER 005',
            attributes: { objectType: 'CustomerCompanyProfile' },
          },
          relationshipToPartner: 'reseller',
          attributes: { objectType: 'Customer' },
        },
      ],
      links: {
        self: { uri: '/v1/customers?size=1', method: 'GET', headers: [] },
        next: {
          uri: '/v1/customers?size=1&seekOperation=Next',
          method: 'GET',
          headers: [{ key: 'MS-ContinuationToken', value: 'YWZ0ZXI9MQ==' }],
        },
      },
      attributes: { objectType: 'Collection' },
      continuationToken: 'YWZ0ZXI9MQ==',
    });
    const last = await collectionAt(emulator, '/v1/customers?size=1&seekOperation=Next', {
      'MS-ContinuationToken': 'YWZ0ZXI9MQ==',
    });
    expect(last.links).toEqual({ self: { uri: '/v1/customers?size=1', method: 'GET', headers: [] } });
    expect(last).not.toHaveProperty('continuationToken');
  });
});

describe('paging', () => {
  test('the link and the token of each page lead to the next, until every customer has been listed once', async () => {
    const emulator = createEmulator({ customers: 17 });
    const ids: string[] = [];
    let address: string | undefined = '/v1/customers?size=5';
    let headers: Record<string, string> = {};
    const sizes: number[] = [];
    while (address !== undefined) {
      const page = await collectionAt(emulator, address, headers);
      sizes.push(page.totalCount);
      ids.push(...page.items.map(({ id }) => id));
      const next = page.links?.next;
      expect(next?.headers?.[0]?.value).toBe(page.continuationToken);
      headers = Object.fromEntries((next?.headers ?? []).map(({ key, value }) => [key, value]));
      address = next?.uri;
    }
    expect(sizes).toEqual([5, 5, 5, 2]);
    expect(new Set(ids).size).toBe(17);
  });

  test.each(['/v1/customers', '/v1/customers?size=0', '/v1/customers?size='])(
    '%s leaves the size to the service',
    async (address) => {
      const page = await collectionAt(createEmulator({ customers: 250 }), address);
      expect(page.totalCount).toBe(100);
      expect(page.links?.self?.uri).toMatch(/^\/v1\/customers\?size=(100|0|)$/);
    },
  );

  const token = (text: string) => ({ 'MS-ContinuationToken': Buffer.from(text).toString('base64') });
  const size = 'The size is not a whole number from 0 to 500.';
  const unknownToken = 'The MS-ContinuationToken is missing or not one of this service.';
  test.each([
    ['?size=501', {}, size],
    ['?size=-1', {}, size],
    ['?size=many', {}, size],
    ['?size=1e2', {}, size],
    ['?seekOperation=Back', token('after=1'), 'The seekOperation is not Next.'],
    ['?seekOperation=Next', {}, unknownToken],
    ['?seekOperation=Next', { 'MS-ContinuationToken': 'made up' }, unknownToken],
    ['?seekOperation=Next', token('thereafter=1'), unknownToken],
    ['?seekOperation=Next', token('after=1 or so'), unknownToken],
    ['?seekOperation=Next', token('after=1000000000'), unknownToken],
  ])('%s with %j is refused', async (query, headers, description) => {
    const answer = await ask(createEmulator(), `/v1/customers${query}`, headers);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: '900127', description });
  });

  test('the largest size and the operation in any case are taken', async () => {
    const page = await collectionAt(
      createEmulator({ customers: 502 }),
      '/v1/customers?size=500&seekOperation=next',
      token('after=1'),
    );
    expect(page.totalCount).toBe(500);
    expect(page.links?.next?.headers).toEqual([
      { key: 'MS-ContinuationToken', value: token('after=501')['MS-ContinuationToken'] },
    ]);
  });
});

describe('search', () => {
  test('finds customers by the start of their name, in any case', async () => {
    const filter = { Field: 'CompanyName', Value: "o'bri", Operator: 'starts_with' };
    const page = await collectionAt(createEmulator(), search(filter));
    expect(page.items.map(({ companyProfile }) => companyProfile.companyName)).toEqual([
      "O'Brien Outfitters",
    ]);
  });

  test('keeps the filter in the links', async () => {
    const filter = { Field: 'CompanyName', Value: 'T', Operator: 'starts_with' };
    const page = await collectionAt(createEmulator(), `${search(filter)}&size=1`);
    const next = new URL(page.links?.next?.uri ?? '', 'https://x.example');
    expect(next.searchParams.get('filter')).toBe(JSON.stringify(filter));
  });

  test('finds every customer with an empty filter', async () => {
    expect((await collectionAt(createEmulator(), '/v1/customers?filter=')).totalCount).toBe(12);
  });

  const form = 'The filter is not a JSON object with the texts Field, Value and Operator.';
  const unsupported = 'The search is not starts_with on CompanyName.';
  test.each([
    [{ Field: 'CompanyName', Value: 'a', Operator: 'contains' }, '2000', unsupported],
    [{ Field: 'Domain', Value: 'a', Operator: 'starts_with' }, '2000', unsupported],
    [{ Field: 'CompanyName', Operator: 'starts_with' }, '900127', form],
    [{ Field: 3, Value: 'a', Operator: 'starts_with' }, '900127', form],
    [{ Field: 'CompanyName', Value: 'a' }, '900127', form],
    ['CompanyName starts_with a', '900127', form],
    ['null', '900127', form],
    ['7', '900127', form],
  ])('%j is refused with code %s', async (filter, code, description) => {
    const answer = await ask(createEmulator(), search(filter));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code, description });
  });
});
