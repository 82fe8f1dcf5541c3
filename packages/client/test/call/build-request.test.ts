import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildUrl, serialiseQuery } from '../../src/call/request.ts';
import { anyText } from '../support/any-text.ts';

describe('serialiseQuery', () => {
  test('writes the query of the documented example', () => {
    const filter = "(workloadCode eq 'SFB') or (channel eq 'Reseller')";
    expect(serialiseQuery({ filter })).toBe(
      'filter=(workloadCode%20eq%20%27SFB%27)%20or%20(channel%20eq%20%27Reseller%27)',
    );
  });

  test.for([
    [{}, ''],
    [{ top: undefined }, ''],
    [{ top: 5, skip: undefined, groupby: ['channel', 'productId'] }, 'top=5&groupby=channel,productId'],
    [{ filter: "a b+c&d#e%f?g'h" }, 'filter=a%20b%2Bc%26d%23e%25f%3Fg%27h'],
    [{ filter: 'Söhne 会社' }, 'filter=S%C3%B6hne%20%E4%BC%9A%E7%A4%BE'],
    [{ 'a b': '', flag: false }, 'a%20b=&flag=false'],
    [{ groupby: ['a,b', 'c'] }, 'groupby=a%2Cb,c'],
  ])('writes %j as %j', ([query, text]) => {
    expect(serialiseQuery(Object(query))).toBe(text);
  });

  test('parses back to any names and values, and has no + and no quote', () => {
    const text = anyText;
    fc.assert(
      fc.property(fc.dictionary(text, text), (query) => {
        const written = serialiseQuery(query);
        expect(written).not.toMatch(/[+' ]/);
        expect(Object.fromEntries(new URL(`https://api.example/?${written}`).searchParams)).toEqual(query);
      }),
    );
  });
});

describe('buildUrl', () => {
  const path = '/v1/customers/{customer-id}/analytics/licenses/usage';

  test('fills the path, puts the prefix before it, and leaves out what is undefined', () => {
    const request = {
      path: { 'customer-id': '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04' },
      pathPrefix: '/partner',
      query: { top: 5, skip: undefined },
    };
    expect(buildUrl('https://a.example/base', { path }, request)).toBe(
      'https://a.example/base/partner/v1/customers/4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04' +
        '/analytics/licenses/usage?top=5',
    );
  });

  test('writes no question mark without a query', () => {
    expect(buildUrl('https://a.example', { path: '/v1/customers' }, {})).toBe(
      'https://a.example/v1/customers',
    );
  });

  test('encodes the values of parameters', () => {
    expect(buildUrl('https://a.example', { path }, { path: { 'customer-id': 'a/b?$&' } })).toBe(
      'https://a.example/v1/customers/a%2Fb%3F%24%26/analytics/licenses/usage',
    );
  });
});
