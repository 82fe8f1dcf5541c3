import { describe, expect, test } from 'vitest';

import { createEmulator, type Emulator } from '../../src/index.ts';
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
    },
  );

  test.each([
    ['/v1/customers?size=501', {}],
    ['/v1/customers?size=-1', {}],
    ['/v1/customers?size=many', {}],
    ['/v1/customers?seekOperation=Next', {}],
    ['/v1/customers?seekOperation=Back', {}],
    ['/v1/customers?seekOperation=Next', { 'MS-ContinuationToken': 'made up' }],
  ])('%s with %j is refused', async (address, headers) => {
    const answer = await ask(createEmulator(), address, headers);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code: '900127' });
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

  test.each([
    [{ Field: 'CompanyName', Value: 'a', Operator: 'contains' }, '2000'],
    [{ Field: 'Domain', Value: 'a', Operator: 'starts_with' }, '2000'],
    [{ Field: 'CompanyName', Operator: 'starts_with' }, '900127'],
    ['CompanyName starts_with a', '900127'],
    ['null', '900127'],
  ])('%j is refused with code %s', async (filter, code) => {
    const answer = await ask(createEmulator(), search(filter));
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ code });
  });
});
