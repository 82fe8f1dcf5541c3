import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import licensesUsage from '@licenses-usage/spec/examples/licenses-usage.json' with { type: 'json' };
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  breaks,
  breaksInBody,
  customerAnswer,
  customerId,
  fault,
  json,
  partnerAnswer,
  silence,
} from '../support/answers.ts';
import { createTestCredential, token } from '../support/client.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';
import {
  createTracedClient,
  createTracing,
  customerCall,
  customerRequest,
  namesOf,
  partnerCall,
  partnerRequest,
} from './support/traced-client.ts';

const correlationId = 'b3f2c1d0-9a8e-4f7d-a6b5-c4d3e2f1a0b9';

describe('a call that succeeds', () => {
  test('is an internal span with a client span for its request below it', async () => {
    const { client, endedSpan, requests } = createTracedClient([customerAnswer]);
    await client.getCustomerLicensesUsage(customerId, { correlationId });

    const call = endedSpan(customerCall);
    expect(call.kind).toBe(SpanKind.INTERNAL);
    expect(call.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(call.attributes).toEqual({ 'http.request.header.ms-correlationid': [correlationId] });

    const request = endedSpan(customerRequest);
    expect(request.kind).toBe(SpanKind.CLIENT);
    expect(request.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(request.parentSpanContext).toEqual(call.spanContext());
    expect(request.attributes).toEqual({
      'http.request.method': 'GET',
      'url.template': '/v1/customers/{customer-id}/analytics/licenses/usage',
      'http.response.status_code': 200,
      'http.request.header.ms-requestid': [requests[0]?.headers.get('ms-requestid')],
      'http.request.header.ms-correlationid': [correlationId],
    });
  });

  test('is a child of the active span', async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    onTestFinished(() => context.disable());
    const { provider } = createTracing();
    const { client, endedSpan } = createTracedClient([partnerAnswer]);
    const report = provider.getTracer('test').startSpan('monthly report');
    await context.with(trace.setSpan(context.active(), report), () => client.getPartnerLicensesUsage());
    expect(endedSpan(partnerCall).parentSpanContext).toEqual(report.spanContext());
  });

  test('is a root without an active span', async () => {
    const { client, endedSpan } = createTracedClient([partnerAnswer]);
    await client.getPartnerLicensesUsage();
    expect(endedSpan(partnerCall).parentSpanContext).toBe(undefined);
  });
});

test('two calls at once keep their requests apart', async () => {
  const { client, endedSpans, endedSpan } = createTracedClient(({ url }) =>
    url.includes(customerId) ? customerAnswer(new Request(url), 0) : partnerAnswer(new Request(url), 0),
  );
  await Promise.all([client.getPartnerLicensesUsage(), client.getCustomerLicensesUsage(customerId)]);
  expect(endedSpans()).toHaveLength(4);
  expect(endedSpan(partnerRequest).parentSpanContext).toEqual(endedSpan(partnerCall).spanContext());
  expect(endedSpan(customerRequest).parentSpanContext).toEqual(endedSpan(customerCall).spanContext());
});

test('a list has a call for each page, all with its correlation id', async () => {
  const [row] = licensesUsage.Value;
  const pages = [
    { Value: [row], TotalCount: 2, '@nextLink': '/v1/analytics/commercial/usage/license/?skip=1' },
    { Value: [row], TotalCount: 2, '@nextLink': null },
  ];
  const { client, endedSpans } = createTracedClient(pages.map((page) => json(page)));
  const rows = [];
  for await (const found of client.listLicensesUsage({}, { correlationId })) rows.push(found);
  expect(rows).toHaveLength(2);
  const request = 'GET /v1/analytics/commercial/usage/license/';
  expect(namesOf(endedSpans())).toEqual([request, 'listLicensesUsage', request, 'listLicensesUsage']);
  for (const { attributes } of endedSpans())
    expect(attributes['http.request.header.ms-correlationid']).toEqual([correlationId]);
});

describe('a call that is retried', () => {
  test('marks the failed request, counts the second and is no error itself', async () => {
    const { client, clock, endedSpans, endedSpan } = createTracedClient([
      fault(503, { 'retry-after': '2' }),
      partnerAnswer,
    ]);
    await clock.run(client.getPartnerLicensesUsage());

    const [first, second] = endedSpans();
    expect(first?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(first?.attributes).toMatchObject({ 'http.response.status_code': 503, 'error.type': '503' });
    expect(first?.attributes).not.toHaveProperty(['http.request.resend_count']);
    expect(second?.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(second?.attributes).toMatchObject({
      'http.response.status_code': 200,
      'http.request.resend_count': 1,
    });

    const call = endedSpan(partnerCall);
    expect(call.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(call.events).toMatchObject([
      {
        name: 'licenses_usage.retry',
        attributes: { 'licenses_usage.delay_in_ms': 2000, 'licenses_usage.retry_after_in_ms': 2000 },
      },
    ]);
  });

  test('leaves out absent facts', async () => {
    const { client, clock, endedSpan } = createTracedClient([fault(503), partnerAnswer]);
    await clock.run(client.getPartnerLicensesUsage());
    expect(endedSpan(partnerCall).events).toMatchObject([
      { name: 'licenses_usage.retry', attributes: { 'licenses_usage.delay_in_ms': 400 } },
    ]);
  });

  test('has an event for a renewed token', async () => {
    const clock = new VirtualClock();
    const credential = createTestCredential(clock, ['first', 'second']);
    const { client, endedSpan } = createTracedClient([fault(401), partnerAnswer], { credential });
    await client.getPartnerLicensesUsage();
    expect(endedSpan(partnerCall).events).toMatchObject([{ name: 'licenses_usage.token_refreshed' }]);
  });

  test('has an event for a wait', async () => {
    const { client, clock, endedSpans } = createTracedClient([partnerAnswer, partnerAnswer], {
      throttle: { maxConcurrency: 1 },
    });
    await clock.run(Promise.all([client.getPartnerLicensesUsage(), client.getPartnerLicensesUsage()]));
    const waits = endedSpans().flatMap(({ events }) => events);
    expect(waits).toMatchObject([
      { name: 'licenses_usage.throttled', attributes: { 'licenses_usage.reason': 'concurrency' } },
    ]);
    expect(waits[0]?.attributes?.['licenses_usage.wait_in_ms']).toBeTypeOf('number');
  });
});

describe('a call that fails', () => {
  test('has the name of its error and no message', async () => {
    const { client, endedSpan } = createTracedClient([fault(404)]);
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({ name: 'ServiceError' });
    const call = endedSpan(partnerCall);
    expect(call.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(call.attributes['error.type']).toBe('ServiceError');
  });

  test('has a request without a status when the connection failed', async () => {
    const { client, endedSpan } = createTracedClient([breaks()], { retry: { maxRetries: 0 } });
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({ name: 'TransportError' });
    const request = endedSpan(partnerRequest);
    expect(request.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(request.attributes['error.type']).toBe('failed');
    expect(request.attributes).not.toHaveProperty(['http.response.status_code']);
    expect(endedSpan(partnerCall).attributes['error.type']).toBe('TransportError');
  });

  test('has a request that timed out', async () => {
    const { client, clock, endedSpan } = createTracedClient([silence], { retry: { maxRetries: 0 } });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(endedSpan(partnerRequest).attributes['error.type']).toBe('timed-out');
    expect(endedSpan(partnerCall).attributes['error.type']).toBe('TimeoutError');
  });

  test('ends the current request when its total time is over', async () => {
    const { client, clock, endedSpan } = createTracedClient([silence], { totalTimeoutInMs: 1_000 });
    await clock.runToRejection(client.getPartnerLicensesUsage());
    expect(endedSpan(partnerRequest).status).toEqual({ code: SpanStatusCode.ERROR });
    expect(endedSpan(partnerRequest).attributes['error.type']).toBe('timed-out');
    expect(endedSpan(partnerCall).attributes['error.type']).toBe('TimeoutError');
  });

  test('ends the current request when it is aborted', async () => {
    const { client, endedSpan } = createTracedClient([silence]);
    const abort = new AbortController();
    const call = client.getPartnerLicensesUsage({ abortSignal: abort.signal });
    await settled();
    abort.abort('enough');
    await expect(call).rejects.toBe('enough');
    expect(endedSpan(partnerRequest).status).toEqual({ code: SpanStatusCode.ERROR });
    expect(endedSpan(partnerRequest).attributes['error.type']).toBe('aborted');
    expect(endedSpan(partnerCall).attributes['error.type']).toBe('AbortError');
  });

  test('has the status for an error even when the body of the refusal breaks', async () => {
    const { client, endedSpan } = createTracedClient([breaksInBody(403)]);
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({ name: 'ServiceError' });
    expect(endedSpan(partnerRequest).attributes['error.type']).toBe('403');
  });

  test('has a failed request when the body breaks after a success status', async () => {
    const { client, endedSpan } = createTracedClient([breaksInBody(200)], { retry: { maxRetries: 0 } });
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({ name: 'TransportError' });
    expect(endedSpan(partnerRequest).attributes).toMatchObject({
      'http.response.status_code': 200,
      'error.type': 'failed',
    });
  });

  test('has a request without an error when only its answer is wrong', async () => {
    const { client, endedSpan } = createTracedClient([() => new Response('{"totalCount":')]);
    await expect(client.getPartnerLicensesUsage()).rejects.toMatchObject({ name: 'ResponseFormatError' });
    expect(endedSpan(partnerRequest).status).toEqual({ code: SpanStatusCode.UNSET });
    expect(endedSpan(partnerCall).attributes['error.type']).toBe('ResponseFormatError');
  });
});

test('no span holds a token, a customer or an address', async () => {
  const { client, clock, endedSpans } = createTracedClient([
    breaks(new Error(`refused by https://api.example/?key=${token}`)),
    customerAnswer,
  ]);
  await clock.run(client.getCustomerLicensesUsage(customerId));
  const shown = JSON.stringify(
    endedSpans().map(({ name, attributes, events, status, links }) => ({
      name,
      attributes,
      events,
      status,
      links,
    })),
  );
  expect(shown).toContain('getCustomerLicensesUsage');
  for (const secret of [token, customerId, 'DT DEMO CSP CUSTOMER 005', 'https:', 'api.example'])
    expect(shown).not.toContain(secret);
});
