import analyticsFailed from '@licenses-usage/spec/examples/fault-analytics-failed.json' with { type: 'json' };
import appOnly from '@licenses-usage/spec/examples/fault-app-only.json' with { type: 'json' };
import throttled from '@licenses-usage/spec/examples/fault-throttled.json' with { type: 'json' };
import topTooLarge from '@licenses-usage/spec/examples/fault-top-too-large.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { isFaultOnly, parseFault, readFault, type Fault } from '../../src/decode/fault.ts';

/** One row for each known shape of the service and of the components in front of it. */
const shapes: readonly (readonly [string, unknown, Fault])[] = [
  [
    'the service, code as a number',
    { code: 3000, description: 'Not valid.', data: ['top: 0'], source: 'PartnerFD' },
    { code: '3000', description: 'Not valid.', source: 'PartnerFD', details: ['top: 0'] },
  ],
  [
    'the service, code 0 and no data',
    { code: 0, description: 'It&#39;s broken.', source: 'PartnerFD' },
    { code: '0', description: 'It&#39;s broken.', source: 'PartnerFD', details: [] },
  ],
  [
    'the service, code as text',
    appOnly,
    {
      code: '900329',
      description: 'App-only tokens are not supported for this operation.',
      source: 'PartnerApiServiceControllers',
      details: [],
    },
  ],
  [
    'the gateway',
    throttled,
    {
      code: '429',
      description: 'Rate limit is exceeded. Try again in 57 seconds.',
      source: undefined,
      details: [],
    },
  ],
  [
    'the service, extended',
    {
      code: '600061',
      message: 'm',
      description: 'd',
      errorName: 'n',
      isRetryable: false,
      parameters: { key: 'v' },
      errorMessageExtended: 'e',
    },
    { code: '600061', description: 'd', source: undefined, details: [{ key: 'v' }] },
  ],
  [
    'the analytics platform',
    topTooLarge,
    {
      code: 'InvalidQueryParameters',
      description: 'top parameter cannot be more than 10000',
      source: 'AnalyticsAPI',
      details: ['top parameter cannot be more than 10000'],
    },
  ],
  [
    'the analytics platform, with facts on both levels',
    { code: 'BadRequest', data: ['o'], details: ['p'], innererror: { message: 'm', details: [{ q: 1 }] } },
    { code: 'BadRequest', description: 'm', source: undefined, details: [{ q: 1 }, 'p', 'o'] },
  ],
  [
    'the analytics platform, with an empty first detail',
    { innererror: { code: 'x', data: [''], message: 'm' } },
    { code: 'x', description: 'm', source: undefined, details: [''] },
  ],
  [
    'the analytics platform, without a word inside',
    { code: 'BadRequest', message: 'm', source: 'Gateway', innererror: { code: 'x' } },
    { code: 'x', description: 'm', source: 'Gateway', details: [] },
  ],
  [
    'the analytics platform, which names itself inside',
    { source: 'Gateway', innererror: { code: 'x', source: 'AnalyticsAPI', data: null } },
    { code: 'x', description: undefined, source: 'AnalyticsAPI', details: [] },
  ],
  [
    'the service, with a message alone',
    { message: 'Not valid.' },
    { code: undefined, description: 'Not valid.', source: undefined, details: [] },
  ],
  [
    'the service, with a code alone',
    { code: '2000', data: null },
    { code: '2000', description: undefined, source: undefined, details: [] },
  ],
  [
    'an error that is text',
    { error: 'Unauthorized' },
    { code: undefined, description: 'Unauthorized', source: undefined, details: [] },
  ],
  [
    'Entra',
    { error: 'invalid_grant', error_description: 'AADSTS50076: …', error_codes: [50_076], trace_id: 'x' },
    { code: 'invalid_grant', description: 'AADSTS50076: …', source: undefined, details: [50_076] },
  ],
  [
    'the REST guidelines',
    { error: { code: 'Forbidden', message: 'No.', innerError: { date: 'x' } } },
    { code: 'Forbidden', description: 'No.', source: undefined, details: [{ date: 'x' }] },
  ],
  [
    'the REST guidelines, with details and a source',
    { error: { code: 'Forbidden', message: 'No.', source: 'Graph', details: ['a'], innerError: ['b'] } },
    { code: 'Forbidden', description: 'No.', source: 'Graph', details: ['a', 'b'] },
  ],
];

describe('readFault', () => {
  test.for(shapes)('reads the shape of %s', ([, body, fault]) => {
    expect(readFault(body)).toEqual(fault);
    expect(parseFault(JSON.stringify(body))).toEqual(fault);
    expect(parseFault(`\uFEFF${JSON.stringify(body)}`)).toEqual(fault);
    expectTypeOf(readFault).returns.toEqualTypeOf<Fault | undefined>();
  });

  test('reads the example of a failed analytics answer', () => {
    expect(readFault(analyticsFailed)).toMatchObject({ source: 'AnalyticsAPI' });
  });

  test.for([
    undefined,
    null,
    'Unauthorized',
    5,
    [],
    [{ code: 1 }],
    {},
    { error: null },
    { error: '' },
    { code: null, description: '' },
    { code: true },
    { statusCode: {} },
    { innererror: null },
  ])('finds no fault in %j', (body) => {
    expect(readFault(body)).toBeUndefined();
  });

  test('reads only keys that the body itself has', () => {
    expect(readFault(JSON.parse('{"__proto__": {"code": 1, "description": "forged"}}'))).toBeUndefined();
  });

  test('never throws, and always gives text or nothing', () => {
    const key = fc.constantFrom(
      'code',
      'description',
      'message',
      'source',
      'data',
      'details',
      'parameters',
      'error',
      'error_description',
      'error_codes',
      'statusCode',
      'innererror',
      '__proto__',
      'constructor',
    );
    const { body } = fc.letrec<{ body: unknown; value: unknown }>((tie) => ({
      body: fc.dictionary(key, tie('value')),
      value: fc.oneof({ maxDepth: 3 }, fc.jsonValue(), tie('body')),
    }));
    let found = 0;
    fc.assert(
      fc.property(body, (wire) => {
        const fault = readFault(wire);
        if (fault === undefined) return;
        found += 1;
        for (const said of [fault.code, fault.description, fault.source]) {
          expect(said === undefined || (typeof said === 'string' && said !== '')).toBe(true);
        }
        expect(Array.isArray(fault.details)).toBe(true);
      }),
    );
    expect(found).toBeGreaterThan(0);
  });
});

describe('parseFault', () => {
  test.for(['', ' ', '<html>502</html>', 'Bad Gateway', '{"code": 3000', 'null', '""', '[]'])(
    'finds no fault in the text %j',
    (text) => {
      expect(parseFault(text)).toBeUndefined();
    },
  );

  test('cleans every text and every key before it reads the fault', () => {
    const body = '{"code": "\\u0061b", "description": "xab", "data": [{"ab": ["ab", 1, null]}, "ab"]}';
    expect(parseFault(body, (text) => text.replaceAll('ab', '-'))).toEqual({
      code: '-',
      description: 'x-',
      source: undefined,
      details: [{ '-': ['-', 1, null] }, '-'],
    });
  });
});

describe('isFaultOnly', () => {
  test.for(shapes)('recognises the shape of %s with the status of a success', ([, body]) => {
    expect(isFaultOnly(body)).toBe(true);
  });

  test.for([
    { code: 400_072, items: [] },
    { message: 'Partial.', Value: [] },
    { error: 'x', value: null },
    { totalCount: 0 },
    [],
    null,
  ])('does not recognise %j', (body) => {
    expect(isFaultOnly(body)).toBe(false);
  });
});
