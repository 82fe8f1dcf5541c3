import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { serialiseQuery } from '../../src/call/request.ts';
import { readNextLink, type LinkParameters, type NextLink } from '../../src/pages/next-link.ts';
import { anyText } from '../support/any-text.ts';

const baseUrl = 'https://api.partnercenter.microsoft.com';
const path = '/v1/analytics/commercial/usage/license/';
const address = `${baseUrl}${path}`;

function read(link: string, own: LinkParameters = {}, base = baseUrl): NextLink {
  return readNextLink(link, { baseUrl: base, path, own });
}

describe('the address of a link', () => {
  test.for([
    ['absolute', address],
    ['absolute without the last slash', address.slice(0, -1)],
    ['absolute with the default port', `https://api.partnercenter.microsoft.com:443${path}`],
    ['absolute in capitals', address.toUpperCase()],
    ['absolute with the other prefix', `${baseUrl}/partner${path}`],
    ['absolute without /v1', `${baseUrl}/analytics/commercial/usage/license`],
    ['relative with /v1', path],
    ['relative with the other prefix', `/partner${path}`],
    ['relative without /v1', '/analytics/commercial/usage/license'],
    ['relative without a slash', 'v1/analytics/commercial/usage/license/'],
    ['relative with many slashes', `${path}///`],
    ['with dot segments', `/v1/analytics/x/../commercial/./usage/license/`],
    ['without a path', ''],
  ] as const)('may be %s', ([, place]) => {
    expect(read(`${place}?skip=5`)).toEqual({ kind: 'parameters', parameters: { skip: '5' } });
  });

  test('may contain a million slashes, and is read in linear time', () => {
    const slashes = '/'.repeat(1_000_000);
    expect(read(`${baseUrl}/v1${slashes}x?skip=5`).kind).toBe('refused');
    expect(read(`${address}${slashes}?skip=5`).kind).toBe('parameters');
  });

  test('may follow a base URL that has a path', () => {
    const base = 'http://127.0.0.1:3000/proxy';
    expect(read(`/proxy${path}?skip=5`, {}, base).kind).toBe('parameters');
    expect(read(`v1/analytics/commercial/usage/license?skip=5`, {}, base).kind).toBe('parameters');
  });

  test.for([
    'https://evil.example/v1/analytics/commercial/usage/license/',
    'http://api.partnercenter.microsoft.com/v1/analytics/commercial/usage/license/',
    'https://api.partnercenter.microsoft.com:8443/v1/analytics/commercial/usage/license/',
    '//evil.example/v1/analytics/commercial/usage/license/',
    '/\\evil.example/v1/analytics/commercial/usage/license/',
    '\\\\evil.example/v1/analytics/commercial/usage/license/',
    '/\t/evil.example/v1/analytics/commercial/usage/license/',
    ' //evil.example/v1/analytics/commercial/usage/license/',
    'https:\\\\evil.example/v1/analytics/commercial/usage/license/',
    'https://api.partnercenter.microsoft.com@evil.example/v1/analytics/commercial/usage/license/',
    'https://api.partnercenter.microsoft.com:pw@evil.example/v1/analytics/commercial/usage/license/',
    'https://api.partnercenter.microsoft.com.evil.example/v1/analytics/commercial/usage/license/',
    'https://api.partnercenter.microsoft.com\\@evil.example/v1/analytics/commercial/usage/licens',
    'javascript:alert(1)//v1/analytics/commercial/usage/license/',
    'data:text/html,/v1/analytics/commercial/usage/license/',
    'file:///v1/analytics/commercial/usage/license/',
  ])('is refused when it leads elsewhere: %j', (link) => {
    expect(read(`${link}?skip=5`)).toMatchObject({ kind: 'refused' });
  });

  test.for([
    ['https://evil.example/?skip=5', 'a link to another origin'],
    ['https://[::?skip=5', 'a link that is not a URL'],
    [`${baseUrl}/v1/customers?skip=5`, 'a link to another operation'],
    ['/v1/analytics/commercial/deployment/license/?skip=5', 'a link to another operation'],
    ['/v1/xanalytics/commercial/usage/license/?skip=5', 'a link to another operation'],
    [`${path}../usage?skip=5`, 'a link to another operation'],
    [`${path}%2e%2e/?skip=5`, 'a link to another operation'],
    ['#/v1/analytics/commercial/usage/license/?skip=5', 'a link to another operation'],
  ] as const)('is refused with a reason: %s is %s', ([link, reason]) => {
    expect(read(link)).toEqual({ kind: 'refused', reason });
    expectTypeOf(read).returns.toEqualTypeOf<NextLink>();
  });
});

describe('the parameters of a link', () => {
  test.for([
    ['', {}],
    ['?', {}],
    ['?&&?', {}],
    ['?skip', {}],
    ['?=5', {}],
    ['?skip=5&top=1', { skip: '5', top: '1' }],
    ['?top=1?skip=5', { skip: '5', top: '1' }],
    ['?skip=5?', { skip: '5' }],
    ['?SKIP=5', { SKIP: '5' }],
    ['?skip=', { skip: '' }],
    ['?skip=5&skip=6', { skip: '6' }],
    ['?t=a=b', { t: 'a=b' }],
    ['?t=a+b%2Bc', { t: 'a+b+c' }],
    ['?t=100%', { t: '100%' }],
    ['?t=%E0%A4', { t: '%E0%A4' }],
    ['?t=a%20b', { t: 'a b' }],
    ['?t=a b', { t: 'a b' }],
    ['?%73kip=5', { skip: '5' }],
    ['?__proto__=x', JSON.parse('{"__proto__": "x"}')],
  ] as const)('of %j are %j', ([query, parameters]) => {
    expect(read(`${path}${query}`)).toEqual({ kind: 'parameters', parameters });
  });

  test('do not include those of the caller, in any case, order or value', () => {
    const own = { filter: "channel eq 'x'", groupby: 'channel,serviceCode', top: '10' };
    const links = [
      `?filter=channel eq 'x'&groupby=channel,serviceCode&top=10&skip=10`,
      `?skip=10&Top=10&groupBy=channel%2CserviceCode&FILTER=channel%20eq%20%27x%27`,
      `?filter=channel+eq+'x'&top=100&skip=10&groupby=channel`,
    ];
    for (const link of links) {
      expect(read(path + link, own)).toEqual({ kind: 'parameters', parameters: { skip: '10' } });
    }
    expect(read(`${path}?top=10`, own)).toEqual({ kind: 'parameters', parameters: {} });
  });

  test.for([
    "customerName eq 'A & B'",
    "customerName eq 'A&skip=5&B'",
    "customerName eq 'a?skip=5'",
    "customerName eq '&top=5&cursor=6'",
    "customerName eq '%25&skip=5'",
    "customerName eq 'tab\t&skip=5'",
    "customerName eq '#1 + 100% = ?'",
    "customerName eq '&filter=x&top=1&skip=5'",
    "customerName eq 'İİİİ&skip=5'",
    "customerName eq 'O''Brien & Söhne 会社'",
    "customerName eq '[.*](^$|)\\d+'",
    "customerName eq '%25 or %2525'",
  ])('do not include pieces of the filter %j, raw, encoded or half encoded', (filter) => {
    const orders = [
      { top: '5', filter },
      { filter, top: '5' },
    ];
    const spellings = [
      filter,
      encodeURIComponent(filter),
      encodeURI(filter),
      filter.replaceAll(' ', '%20'),
      filter.replaceAll(' ', '+'),
      filter.replaceAll("'", '%27').replaceAll(/[A-Z]/g, (char) => char.toLowerCase()),
      serialiseQuery({ filter }).slice('filter='.length),
    ];
    for (const spelling of spellings) {
      for (const query of [`filter=${spelling}&top=5&skip=10`, `skip=10&top=5&Filter=${spelling}`]) {
        for (const own of orders) {
          expect(read(`${path}?${query}`, own)).toEqual({ kind: 'parameters', parameters: { skip: '10' } });
        }
      }
    }
  });

  test('do not include pieces of a filter of five hundred conditions', () => {
    const filter = Array.from({ length: 500 }, (_, index) => `customerName eq 'Q&A ${index}'`).join(' or ');
    const link = `${path}?filter=${filter.replaceAll(' ', '%20')}&skip=10`;
    expect(read(link, { filter })).toEqual({ kind: 'parameters', parameters: { skip: '10' } });
  });

  test('are those after the first question mark, for any path', () => {
    expect(read(`/a=b&skip=9${path}`)).toEqual({ kind: 'parameters', parameters: {} });
    expect(read(`/a=b&top=9${path}?skip=5`)).toEqual({ kind: 'parameters', parameters: { skip: '5' } });
  });

  test('are found after an unencoded filter, even after a second question mark', () => {
    const filter = "customerName eq 'a&cursor=5'";
    expect(read(`${path}?filter=${filter}?skip=10`, { filter })).toEqual({
      kind: 'parameters',
      parameters: { skip: '10' },
    });
  });

  test('are not lost in a filter that begins like them', () => {
    expect(read(`${path}?filter=x&skip=10`, { filter: 'x&skip=1' })).toEqual({
      kind: 'parameters',
      parameters: { skip: '10' },
    });
  });

  test('are not lost in a filter without a plus', () => {
    expect(read(`${path}?filter=+&skip=10`, { filter: 'a&skip=10' })).toEqual({
      kind: 'parameters',
      parameters: { skip: '10' },
    });
  });

  test("are matched with the caller's own only as whole parameters", () => {
    expect(read(`${path}?desktop=5&top=50&skip=10`, { top: '5' })).toEqual({
      kind: 'parameters',
      parameters: { desktop: '5', skip: '10' },
    });
  });

  test('are found beside any filter, with any part of the link encoded', () => {
    const text = fc.oneof(fc.string(), anyText, fc.constantFrom('&skip=1', '?', '#', '%41', 'İ'));
    const value = fc.array(text).map((parts) => `customerName eq '${parts.join('')}'`);
    fc.assert(
      fc.property(value, fc.nat(), fc.func(fc.boolean()), (filter, skip, encodes) => {
        const spelling = Array.from(filter, (char, index) =>
          encodes(index) ? encodeURIComponent(char) : char,
        );
        const link = `${path}?filter=${spelling.join('')}&skip=${skip}`;
        expect(read(link, { filter, top: '5' })).toEqual({
          kind: 'parameters',
          parameters: { skip: `${skip}` },
        });
      }),
    );
  });

  test('are read from a properly encoded link, with any values', () => {
    const name = anyText.filter((text) => text !== '' && text.toLowerCase() !== 'top');
    fc.assert(
      fc.property(fc.dictionary(name, anyText, { minKeys: 1 }), (parameters) => {
        const link = `${address}?${serialiseQuery(parameters)}`;
        expect(read(link, { top: '5' })).toEqual({ kind: 'parameters', parameters });
      }),
    );
  });
});
