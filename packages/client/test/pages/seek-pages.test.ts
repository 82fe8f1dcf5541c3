import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { isSeekPosition, nextSeekPosition, pageKey, type SeekPosition } from '../../src/pages/seek-pages.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { resultOf, thrownBy } from '../support/thrown-by.ts';

const baseUrl = 'https://api.partnercenter.microsoft.com';
const start: SeekPosition = { seekToken: undefined, link: {}, maxPageSize: 40, remaining: undefined };

function next(body: Record<string, unknown>, filter?: string): SeekPosition | undefined {
  const own = { seekOperation: 'Next', ...(filter !== undefined && { filter }) };
  return nextSeekPosition(body, start, 2, { baseUrl, path: '/v1/customers', own }, createDecodeContext());
}

function linked(uri: unknown, headers: unknown = []): Record<string, unknown> {
  return { items: [], links: { next: { uri, method: 'GET', headers } } };
}

const tokenHeader = { key: 'MS-ContinuationToken', value: 'abc+/=' };

describe('nextSeekPosition', () => {
  test.for([
    ['no links', {}],
    ['links, but none to a next page', { links: { self: { uri: '/customers' } } }],
    ['null for links', { links: null }],
    ['null for the next page', { links: { next: null } }],
    ['an empty token', { continuationToken: '' }],
    ['null for a token', { continuationToken: null }],
  ])('ends the list at %s', ([, body]) => {
    expect(next(Object(body))).toBeUndefined();
    expectTypeOf(nextSeekPosition).returns.toEqualTypeOf<SeekPosition | undefined>();
  });

  test.for([
    ['in the headers of the link', linked('/customers?size=2&seekOperation=Next', [tokenHeader])],
    [
      'in headers among others',
      linked('/customers?size=2', [{ key: { toString: 5, valueOf: 5 } }, null, 5, tokenHeader]),
    ],
    ['under a name in capitals', linked('/customers', [{ key: 'MS-CONTINUATIONTOKEN', value: 'abc+/=' }])],
    ['in the body', { continuationToken: 'abc+/=' }],
    [
      'in both',
      { ...linked('/customers?size=2?seekOperation=Next', [tokenHeader]), continuationToken: 'other' },
    ],
  ] as const)('finds the token %s', ([, body]) => {
    expect(next(body)).toEqual({ ...start, seekToken: 'abc+/=' });
  });

  test.for([
    '/customers?size=2&offset=2',
    '/v1/customers?offset=2&Size=2',
    'https://api.partnercenter.microsoft.com/v1/customers/?offset=2&SIZE=2',
    '/customers?size=2?offset=2',
  ])('pages by offset with %s, and leaves the size to the caller', (uri) => {
    expect(next(linked(uri))).toEqual({ ...start, link: { offset: '2' } });
  });

  test('does not mistake pieces of the filter for a position', () => {
    const filter = '{"Field":"CompanyName","Value":"A&offset=9","Operator":"starts_with"}';
    for (const spelling of [filter, encodeURI(filter), encodeURIComponent(filter)]) {
      expect(next(linked(`/customers?filter=${spelling}&offset=2`), filter)?.link).toEqual({ offset: '2' });
    }
  });

  test.for([
    ['links that are text', { links: '/customers?offset=2' }, '/links'],
    ['links that are a list', { links: [] }, '/links'],
    ['a next page that is text', { links: { next: '/customers?offset=2' } }, '/links/next'],
    ['a next page that is a list', { links: { next: [] } }, '/links/next'],
    ['a token that is a number', { continuationToken: 5 }, '/continuationToken'],
    ['a link without an address', linked(undefined), '/links/next/uri'],
    ['an address that is not text', linked({}), '/links/next/uri'],
    ['a link to another origin', linked('https://evil.example/v1/customers?offset=2'), '/links/next/uri'],
    [
      'a link to another host by userinfo',
      linked(`${baseUrl}@evil.example/customers?offset=2`),
      '/links/next/uri',
    ],
    ['a link to another operation', linked('/invoices?offset=2'), '/links/next/uri'],
    ['a link without a position', linked('/customers?size=2'), '/links/next/uri'],
    [
      'a link elsewhere beside a token',
      { ...linked('//evil.example/customers?size=2'), continuationToken: 'abc' },
      '/links/next/uri',
    ],
    ['a token that no header can hold', { continuationToken: 'a\r\nAuthorization: x' }, '/continuationToken'],
    [
      'a token in the headers that no header can hold',
      linked('/customers', [{ key: 'MS-ContinuationToken', value: 'é\n' }]),
      '/links/next/headers',
    ],
    [
      'a token in the headers that is a number',
      linked('/customers', [{ key: 'MS-ContinuationToken', value: 5 }]),
      '/links/next/headers',
    ],
  ] as const)('refuses %s rather than losing customers', ([, body, pointer]) => {
    const error = thrownBy(() => next(body));
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ pointer });
  });

  test.for([
    [{ links: 5 }, 'an object or null', 'the number 5'],
    [linked(null), 'a link', 'null'],
    [linked('/customers'), 'a link to the next page of this operation', 'a link without a position'],
    [
      linked('/invoices?offset=2'),
      'a link to the next page of this operation',
      'a link to another operation',
    ],
    [{ continuationToken: 5 }, 'a token of printable ASCII text, or none', 'the number 5'],
  ] as const)('says what it expected in place of %j', ([body, expected, received]) => {
    expect(thrownBy(() => next(body))).toMatchObject({ expected, received });
  });

  test('reads no other header of the link for the token', () => {
    const headers = [{ key: 'MS-CorrelationId', value: 'x' }, tokenHeader];
    expect(next(linked('/customers', headers))?.seekToken).toBe('abc+/=');
  });

  test('uses a filter of the link when the caller has none', () => {
    expect(next(linked('/customers?filter=x&offset=2'))?.link).toEqual({ filter: 'x', offset: '2' });
  });

  test('finds a position or the end, or refuses the page, and never throws another error', () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('a', { toString: 5, valueOf: 5 }));
    const uri = fc.oneof(value, fc.constantFrom('/customers?offset=2', '/customers', '', '//evil.example'));
    const header = fc.record({ key: fc.oneof(value, fc.constant('ms-continuationtoken')), value });
    const headers = fc.oneof(value, fc.array(fc.oneof(value, header)));
    const page = fc.oneof(value, fc.record({ uri, headers }, { requiredKeys: [] }));
    const links = fc.oneof(value, fc.record({ next: page }));
    const body = fc.record({ links, continuationToken: value }, { requiredKeys: [] });
    fc.assert(
      fc.property(body, (wire) => {
        const result = resultOf(() => next(wire));
        const isExpected =
          result === undefined || result instanceof ResponseFormatError || isSeekPosition(result);
        expect(isExpected).toBe(true);
      }),
    );
  });
});

describe('isSeekPosition', () => {
  test.for([
    { link: {} },
    { maxPageSize: 1, seekToken: 'abc', link: { offset: '2' }, remaining: 5 },
    { maxPageSize: undefined, seekToken: undefined, link: {} },
  ])('accepts %j', (value) => {
    expect(isSeekPosition(value)).toBe(true);
    expectTypeOf(isSeekPosition).guards.toEqualTypeOf<SeekPosition>();
  });

  test.for([
    null,
    5,
    [],
    {},
    { link: null },
    { link: [] },
    { link: { offset: 2 } },
    { maxPageSize: 1.5, link: {} },
    { maxPageSize: 0, link: {} },
    { maxPageSize: '1', link: {} },
    { remaining: -1, link: {} },
    { seekToken: 5, link: {} },
    { seekToken: 'a\nb', link: {} },
  ])('refuses %j', (value) => {
    expect(isSeekPosition(value)).toBe(false);
  });
});

describe('pageKey', () => {
  test('distinguishes pages by token and by link', () => {
    const keys = [
      start,
      { ...start, seekToken: 'a' },
      { ...start, seekToken: 'b' },
      { ...start, link: { offset: '2' } },
      { ...start, seekToken: 'a', link: { offset: '2' } },
    ].map(pageKey);
    expect(new Set(keys).size).toBe(5);
  });

  test('is the same for another page size', () => {
    expect(pageKey({ ...start, maxPageSize: 5 })).toBe(pageKey(start));
  });
});
