import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { isRecord } from '../../src/decode/is-record.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { readContinuationToken, writeContinuationToken } from '../../src/pages/continuation-token.ts';
import { anyText } from '../support/any-text.ts';
import { resultOf } from '../support/result-of.ts';
import { thrownBy } from '../support/thrown-by.ts';

const query = 'filter=customerName%20eq%20%27O%27%27Brien%27&groupby=channel';

function isAnything(value: unknown): value is Record<string, unknown> {
  return isRecord(value);
}

function isPlace(value: unknown): value is { readonly skip: number } {
  return isRecord(value) && typeof value['skip'] === 'number';
}

function pack(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

describe('a continuation token', () => {
  test('brings back any position for any query', () => {
    const text = anyText;
    fc.assert(
      fc.property(text, fc.dictionary(text, fc.jsonValue()), (identity, position) => {
        const token = writeContinuationToken(identity, position);
        const wire: unknown = JSON.parse(JSON.stringify(position));
        expect(readContinuationToken(token, identity, isAnything)).toEqual(wire);
      }),
    );
    expectTypeOf(readContinuationToken<{ skip: number }>).returns.toEqualTypeOf<{ skip: number }>();
  });

  test('brings back lone surrogates, and keys that are dangerous elsewhere', () => {
    const position: unknown = JSON.parse('{"__proto__": {"skip": 1}, "constructor": "x", "half": "\\ud800"}');
    const read = readContinuationToken(writeContinuationToken('', Object(position)), '', isAnything);
    expect(Object.entries(read)).toEqual(Object.entries(Object(position)));
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test('can stand in a URL as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyText), (position) => {
        expect(writeContinuationToken(query, position)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  test('is the same for the same place', () => {
    expect(writeContinuationToken(query, { skip: 5 })).toBe(writeContinuationToken(query, { skip: 5 }));
  });

  test('is refused by any other query', () => {
    const token = writeContinuationToken(query, { skip: 5 });
    for (const other of ['', `${query} `, query.toUpperCase(), query.replace('channel', 'serviceCode')]) {
      const error = thrownBy(() => readContinuationToken(token, other, isPlace));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({
        argument: 'continuationToken',
        message: expect.stringContaining('came from the same query'),
      });
    }
  });

  test.for([
    ['nothing', ''],
    ['text', 'page 2'],
    ['characters that base64 lacks', '{"version":1}'],
    ['bytes that are no UTF-8', '_w'],
    [
      'bytes that are no UTF-8 inside a text',
      Buffer.from('{"version":1,"query":"","position":{"skip":5,"link":"\xff"}}', 'latin1').toString(
        'base64url',
      ),
    ],
    ['something that is no JSON', Buffer.from('{"version":').toString('base64url')],
    ['null', pack(null)],
    ['a list', pack([])],
    ['another version', pack({ version: 2, query: '', position: { skip: 5 } })],
    ['no version', pack({ query: '', position: { skip: 5 } })],
    ['no position', pack({ version: 1, query: '' })],
    ['a position of another kind', writeContinuationToken('', { size: 5 })],
    ['a position that is no object', pack({ version: 1, query: '', position: 5 })],
  ] as const)('is refused when it holds %s', ([, token]) => {
    const error = thrownBy(() => readContinuationToken(token, '', isPlace));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      message: expect.stringContaining('the continuationToken of a page, unchanged'),
    });
  });

  test('is refused with an example of how to pass one', () => {
    const refusal = thrownBy(() => readContinuationToken('page 2', '', isPlace));
    expect(refusal).toMatchObject({
      message:
        'continuationToken: expected the continuationToken of a page, unchanged, received "page 2". Nothing was sent. ' +
        'Example: client.listLicensesUsage(sameQuery).byPage({ continuationToken: page.continuationToken })',
    });
  });

  test.for([undefined, null, 5, {}])('is refused when it is %j', (wrong) => {
    // @ts-expect-error a token is text
    expect(() => readContinuationToken(wrong, '', isPlace)).toThrow(ConfigurationError);
  });

  test('that was cut or altered is refused, or still holds a position: it never throws otherwise', () => {
    const token = writeContinuationToken(query, { skip: 5 });
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 3 }), (at, text) => {
        const altered = token.slice(0, at) + text + token.slice(at + 1);
        const result = resultOf(() => readContinuationToken(altered, query, isPlace));
        refused += Number(result instanceof ConfigurationError);
        expect(result instanceof ConfigurationError || isPlace(result)).toBe(true);
      }),
    );
    expect(refused).toBeGreaterThan(0);
  });
});
