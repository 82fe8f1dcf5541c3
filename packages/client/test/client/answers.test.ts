import { describe, expect, expectTypeOf, test } from 'vitest';
import customerUsage from '@licenses-usage/spec/examples/customer-licenses-usage.json' with { type: 'json' };
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { ServiceError } from '../../src/errors/service-error.ts';
import { customerAnswer, customerId, json, text } from '../support/answers.ts';
import { createTestClient, type Answer } from '../support/client.ts';

const ids = { 'MS-RequestId': 'their-request', 'MS-CorrelationId': 'their-correlation' };
const byteOrderMark = '\uFEFF';
const body = JSON.stringify(customerUsage);

function ask(answer: Answer, options: Parameters<typeof createTestClient>[1] = {}) {
  const { client, clock } = createTestClient([answer], { retry: { maxRetries: 0 }, ...options });
  const call = client.getCustomerLicensesUsage(customerId);
  return { result: () => clock.run(call), rejection: () => clock.runToRejection(call) };
}

describe('a status that says success', () => {
  test.each([200, 203, 299])('may be %i', async (status) => {
    const { result } = ask(json(customerUsage, status));
    expect((await result()).items).toHaveLength(customerUsage.items.length);
  });
});

describe('a fault', () => {
  /** The nine known bodies of the service and of the components in front of it. */
  const shapes: readonly (readonly [string, Answer, object])[] = [
    [
      'of the service',
      json(
        { code: 60012, description: 'It&#39;s not valid.', data: ['field: customerId'], source: 'PartnerFD' },
        400,
      ),
      {
        code: '60012',
        description: 'It&#39;s not valid.',
        source: 'PartnerFD',
        details: ['field: customerId'],
      },
    ],
    [
      'of the gateway',
      json({ statusCode: 401, message: 'Invalid Authorization header, incorrect audience' }, 400),
      {
        code: '401',
        description: 'Invalid Authorization header, incorrect audience',
        source: undefined,
        details: [],
      },
    ],
    [
      'of the service, extended',
      json(
        {
          code: 600061,
          message: 'm',
          description: 'd',
          errorName: 'n',
          isRetryable: false,
          parameters: { a: 1 },
        },
        400,
      ),
      { code: '600061', description: 'd', details: [{ a: 1 }] },
    ],
    [
      'of the analytics platform',
      json(
        {
          code: 'BadRequest',
          data: [],
          details: [],
          innererror: {
            code: 'InvalidQueryParameters',
            data: ['top parameter cannot be more than 10000'],
            details: [],
            message: 'The query parameters specified in the request are invalid',
            source: 'AnalyticsAPI',
          },
          message: 'The request is not valid',
          source: 'AnalyticsAPI',
        },
        400,
      ),
      {
        code: 'InvalidQueryParameters',
        description: 'top parameter cannot be more than 10000',
        source: 'AnalyticsAPI',
        details: ['top parameter cannot be more than 10000'],
      },
    ],
    [
      'of a text alone',
      json({ error: 'Something is not right' }, 400),
      { code: undefined, description: 'Something is not right', details: [] },
    ],
    [
      'of Entra',
      json({ error: 'invalid_grant', error_description: 'AADSTS70008: expired', error_codes: [70008] }, 400),
      { code: 'invalid_grant', description: 'AADSTS70008: expired', details: [70008] },
    ],
    [
      'of the REST guidelines',
      json({ error: { code: 'Forbidden', message: 'No.', innerError: { date: 'today' } } }, 400),
      { code: 'Forbidden', description: 'No.', details: [{ date: 'today' }] },
    ],
    ['without a body', text(null, 400), { code: undefined, description: undefined, details: [] }],
    [
      'of a proxy, as a page',
      text('<html><h1>Bad gateway</h1>', 400, { 'content-type': 'text/html' }),
      { code: undefined, description: undefined, details: [] },
    ],
  ];

  test.each(shapes)('%s is a ServiceError', async (_, answer, fault) => {
    const error = await ask(answer).rejection();
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({ name: 'ServiceError', status: 400, ...fault, attempts: [{ status: 400 }] });
    expect(String(error)).toContain(
      'getCustomerLicensesUsage (GET /v1/customers/{customer-id}/analytics/licenses/usage): the service answered 400',
    );
    expect(String(error)).not.toContain(customerId);
  });

  test.each([401, 403, 404, 406, 500, 503])('with status %i has the ids of the service', async (status) => {
    const tokens = ['one', 'two'];
    const { client, clock } = createTestClient(json({ code: 1, description: 'no' }, status, ids), {
      retry: { maxRetries: 0 },
      credential: () => tokens.shift() ?? 'two',
    });
    const error = await clock.runToRejection(client.getCustomerLicensesUsage(customerId));
    expect(error).toMatchObject({ status, requestId: 'their-request', correlationId: 'their-correlation' });
    expect(String(error)).toContain('requestId their-request, correlationId their-correlation.');
  });

  test.each([
    ['an empty 500', text(null, 500), 'answered 500 with an empty body and no fault'],
    ['a page with 502', text('<html>', 502), 'answered 502 with an HTML or XML page and no fault'],
    ['a text with 500', text('Oh no', 500), 'answered 500 with text of length 5 that is not JSON'],
    [
      'JSON that is no object with 500',
      text('[]', 500),
      'answered 500 with JSON, an array of 0 and no fault',
    ],
    ['a fault in a byte order mark', text(`${byteOrderMark}{"code":7}`, 500), 'answered 500 with fault 7'],
  ])('%s says what came', async (_, answer, message) => {
    expect(String(await ask(answer).rejection())).toContain(message);
  });

  test('in the body of a success is a fault nevertheless', async () => {
    const fault = { code: 400072, description: 'Not now.', data: [], source: 'PartnerFD' };
    const error = await ask(json(fault, 200, ids)).rejection();
    expect(error).toBeInstanceOf(ServiceError);
    expect(error).toMatchObject({
      status: 200,
      code: '400072',
      description: 'Not now.',
      requestId: 'their-request',
      attempts: [{ status: 200 }],
    });
  });

  test.each([301, 302, 304])('is %i without a location', async (status) => {
    expect(await ask(text(null, status)).rejection()).toMatchObject({ name: 'ServiceError', status });
  });
});

describe('a success', () => {
  test.each([
    ['as documented', customerAnswer],
    ['after a byte order mark', text(`${byteOrderMark}${body}`)],
    ['without a content type', text(new TextEncoder().encode(body))],
    ['called a text', text(body, 200, { 'content-type': 'text/plain' })],
    ['called a page', text(body, 200, { 'content-type': 'text/html; charset=iso-8859-1' })],
    ['with white space around', text(`\r\n ${body}\n`)],
    ['with another status of success', json(customerUsage, 206)],
  ])('%s is read', async (_, answer) => {
    const { items, totalCount, attributes } = await ask(answer).result();
    expect(totalCount).toBe(5);
    expect(items).toHaveLength(5);
    expect(items[0]).toMatchObject({ workloadName: 'Exchange', licensesActive: 0, licensesQualified: 1 });
    expect(attributes).toMatchObject({ objectType: 'Collection' });
    expectTypeOf(items[0]?.licensesActive).toEqualTypeOf<number | undefined>();
  });

  test('without items is no data, not an error', async () => {
    const { items, totalCount } = await ask(json({ totalCount: 0, items: [] })).result();
    expect(items).toEqual([]);
    expect(totalCount).toBe(0);
  });

  test('may have keys that every JavaScript object has', async () => {
    const hostile =
      '{"items":[{"__proto__":{"polluted":true},"constructor":1,"toString":2,"licensesActive":1,"licensesQualified":2}],"__proto__":{"polluted":true}}';
    const { items } = await ask(text(hostile)).result();
    const [item] = items;
    expect(item).toMatchObject({ licensesActive: 1, licensesQualified: 2 });
    expect(Object.getPrototypeOf(item)).toBe(Object.prototype);
    expect(Object.hasOwn(item ?? {}, '__proto__'), 'kept as the data that it is').toBe(true);
    expect({}).not.toHaveProperty('polluted');
  });
});

describe("a success that can't be read'", () => {
  const received: readonly (readonly [string, Answer, string])[] = [
    ['empty', text(''), 'an empty body'],
    ['empty, with status 204', text(null, 204), 'an empty body'],
    ['of white space', text(' \n'), 'an empty body'],
    ['of a byte order mark', text(byteOrderMark), 'an empty body'],
    [
      'a page',
      text('<!doctype html><title>Sign in</title>', 200, { 'content-type': 'text/html' }),
      'an HTML or XML page',
    ],
    ['truncated', text(body.slice(0, 100)), 'text of length 100 that starts like JSON'],
    ['a text', text('Bearer of news'), 'text of length 14 that is not JSON'],
    ['not UTF-8', text(new Uint8Array([0x7b, 0xff, 0xfe, 0x7d])), 'other bytes'],
    ['UTF-16', text(new Uint8Array([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00])), 'other bytes'],
    ['cut within a character', text(new TextEncoder().encode('{"a":"é').slice(0, -1)), 'other bytes'],
  ];

  test.each(received)('because it is %s says so', async (_, answer, what) => {
    const error = await ask(answer).rejection();
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ pointer: '', received: what, attempts: [{ status: expect.any(Number) }] });
    expect(error).not.toHaveProperty('cause');
  });

  test.each([
    ['is no object', 'null', ''],
    ['is a list', '[]', ''],
    ['has no items', '{"totalCount":1}', '/items'],
    ['has items that are no list', '{"items":{}}', '/items'],
    ['counts items that are not there', '{"totalCount":1,"items":[]}', '/items'],
    ['has its items twice', '{"items":[],"Items":[]}', '/Items'],
    ['has a row that is none', '{"items":[null]}', '/items/0'],
    [
      'has a count that is none',
      '{"items":[{"licensesActive":"many","licensesQualified":1}]}',
      '/items/0/licensesActive',
    ],
  ])('because it %s names the place', async (_, answered, pointer) => {
    const error = await ask(text(answered, 200, ids)).rejection();
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({ pointer, requestId: 'their-request', correlationId: 'their-correlation' });
  });

  test('is not requested again', async () => {
    const { client, clock, requests } = createTestClient([text('<html>')]);
    await clock.runToRejection(client.getCustomerLicensesUsage(customerId));
    expect(requests).toHaveLength(1);
  });
});

describe('a body above the limit', () => {
  /** An endless body of blanks. Records how much of it was read, and whether it was cancelled. */
  function endless(chunkInBytes: number, headers: Readonly<Record<string, string>> = {}) {
    const chunk = new Uint8Array(chunkInBytes).fill(0x20);
    const state = { readInBytes: 0, isLeft: false };
    const answer: Answer = () => {
      const stream = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            state.readInBytes += chunkInBytes;
            controller.enqueue(chunk);
          },
          cancel() {
            state.isLeft = true;
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(stream, { headers });
    };
    return { answer, state };
  }

  test('is refused while it is read, at 64 MiB', async () => {
    const { answer, state } = endless(2 ** 22);
    const error = await ask(answer).rejection();
    expect(error).toBeInstanceOf(ResponseFormatError);
    expect(error).toMatchObject({
      expected: 'at most 67108864 bytes (maxBodySizeInBytes)',
      received: 'more',
    });
    expect(state).toEqual({ readInBytes: 2 ** 26 + 2 ** 22, isLeft: true });
  });

  test('is refused at the limit of the options, regardless of Content-Length', async () => {
    const { answer, state } = endless(10, { 'content-length': '5' });
    const error = await ask(answer, { maxBodySizeInBytes: 100 }).rejection();
    expect(error).toMatchObject({
      expected: 'at most 100 bytes (maxBodySizeInBytes)',
      attempts: [{ cause: 'refused' }],
    });
    expect(state).toEqual({ readInBytes: 110, isLeft: true });
  });

  test('is refused at one byte more than the limit', async () => {
    const { length } = new TextEncoder().encode(body);
    const { totalCount } = await ask(text(body), { maxBodySizeInBytes: length }).result();
    expect(totalCount).toBe(5);
    const error = await ask(text(body), { maxBodySizeInBytes: length - 1 }).rejection();
    expect(error).toBeInstanceOf(ResponseFormatError);
  });

  test('of an error does not hide the error', async () => {
    const error = await ask(text('x'.repeat(1_000), 500), { maxBodySizeInBytes: 100 }).rejection();
    expect(error).toMatchObject({
      name: 'ServiceError',
      status: 500,
      attempts: [{ status: 500, cause: 'refused' }],
    });
  });
});
