import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { isRecord } from '../../src/input/values.ts';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { readContinuationToken, writeContinuationToken } from '../../src/pages/continuation-token.ts';
import { anyText } from '../support/any-text.ts';
import { resultOf, thrownBy } from '../support/thrown-by.ts';

const scope = {
  source: 'https://api.partnercenter.microsoft.com contoso',
  query: 'filter=customerName%20eq%20%27O%27%27Brien%27&groupby=channel',
};
const nowhere = { source: '', query: '' };
/** The fingerprint of no text. */
const none = 'ztntfp';

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
  test('brings back any position for any service and query', () => {
    const text = anyText;
    fc.assert(
      fc.property(text, text, fc.dictionary(text, fc.jsonValue()), (source, query, position) => {
        const identity = { source, query };
        const token = writeContinuationToken(identity, position);
        const wire: unknown = JSON.parse(JSON.stringify(position));
        expect(readContinuationToken(token, identity, isAnything)).toEqual(wire);
      }),
    );
    expectTypeOf(readContinuationToken<{ skip: number }>).returns.toEqualTypeOf<{ skip: number }>();
  });

  test('brings back lone surrogates, and keys that are dangerous elsewhere', () => {
    const position: unknown = JSON.parse('{"__proto__": {"skip": 1}, "constructor": "x", "half": "\\ud800"}');
    const read = readContinuationToken(
      writeContinuationToken(nowhere, Object(position)),
      nowhere,
      isAnything,
    );
    expect(Object.entries(read)).toEqual(Object.entries(Object(position)));
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
  });

  test('is valid in a URL unchanged', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), anyText), (position) => {
        expect(writeContinuationToken(scope, position)).toMatch(/^[\w-]+$/);
      }),
    );
  });

  test('is the same for the same position', () => {
    expect(writeContinuationToken(scope, { skip: 5 })).toBe(writeContinuationToken(scope, { skip: 5 }));
  });

  test('is refused by any other query', () => {
    const { query } = scope;
    const token = writeContinuationToken(scope, { skip: 5 });
    for (const other of ['', `${query} `, query.toUpperCase(), query.replace('channel', 'serviceCode')]) {
      const error = thrownBy(() => readContinuationToken(token, { ...scope, query: other }, isPlace));
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(error).toMatchObject({
        argument: 'continuationToken',
        message: expect.stringContaining('expected a token from the same operation and query'),
      });
    }
  });

  test('is refused by any other service or partner', () => {
    const token = writeContinuationToken(scope, { skip: 5 });
    const error = thrownBy(() =>
      readContinuationToken(
        token,
        { ...scope, source: scope.source.replace('contoso', 'fabrikam') },
        isPlace,
      ),
    );
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      argument: 'continuationToken',
      message: expect.stringContaining('expected a token from the same service and partner'),
    });
  });

  test('shows neither the service nor the query', () => {
    const token = writeContinuationToken(scope, { skip: 5 });
    const content = Buffer.from(token, 'base64url').toString();
    expect(content).toMatch(/^\{"version":2,"source":"\w+","query":"\w+","position":\{"skip":5\}\}$/);
  });

  test.for([
    ['nothing', ''],
    ['text', 'page 2'],
    ['characters that base64 lacks', '{"version":1}'],
    ['bytes that are not UTF-8', '_w'],
    [
      'bytes that are not UTF-8 inside a text',
      Buffer.from(
        '{"version":2,"source":"","query":"","position":{"skip":5,"link":"\xff"}}',
        'latin1',
      ).toString('base64url'),
    ],
    ['something that is not JSON', Buffer.from('{"version":').toString('base64url')],
    ['null', pack(null)],
    ['a list', pack([])],
    ['another version', pack({ version: 1, query: none, position: { skip: 5 } })],
    ['no version', pack({ source: none, query: none, position: { skip: 5 } })],
    ['no position', pack({ version: 2, source: none, query: none })],
    ['a position of another kind', writeContinuationToken(nowhere, { size: 5 })],
    ['a position that is not an object', pack({ version: 2, source: none, query: none, position: 5 })],
  ] as const)('is refused when it holds %s', ([, token]) => {
    const error = thrownBy(() => readContinuationToken(token, nowhere, isPlace));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({
      message: expect.stringContaining('the continuationToken of a page or of error.resume, unchanged'),
    });
  });

  test('is refused with an example of how to pass one', () => {
    const refusal = thrownBy(() => readContinuationToken('page 2', nowhere, isPlace));
    expect(refusal).toMatchObject({
      message:
        'continuationToken: expected the continuationToken of a page or of error.resume, unchanged, received "page 2". Nothing was sent. ' +
        'Example: client.listLicensesUsage(sameQuery).byPage({ continuationToken: page.continuationToken })',
    });
  });

  test.for([undefined, null, 5, {}])('is refused when it is %j', (wrong) => {
    expect(() => readContinuationToken(wrong, nowhere, isPlace)).toThrow(ConfigurationError);
  });

  test('that was cut or altered is refused, or still holds a position, and never throws another error', () => {
    const token = writeContinuationToken(scope, { skip: 5 });
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.string({ maxLength: 3 }), (at, text) => {
        const altered = token.slice(0, at) + text + token.slice(at + 1);
        const result = resultOf(() => readContinuationToken(altered, scope, isPlace));
        refused += Number(result instanceof ConfigurationError);
        expect(result instanceof ConfigurationError || isPlace(result)).toBe(true);
      }),
    );
    expect(refused).toBeGreaterThan(0);
  });
});
