import { SpanStatusCode } from '@opentelemetry/api';
import { describe, expect, test } from 'vitest';
import { customerId, partnerAnswer, silence } from '../support/answers.ts';
import { settled } from '../support/virtual-clock.ts';
import {
  createTracedClient,
  customerCall,
  customerRequest,
  namesOf,
  partnerCall,
  partnerRequest,
} from './support/traced-client.ts';

describe('the calls that are tracked', () => {
  test('are no more than maxOpenCalls: the spans of the oldest end first', async () => {
    const { client, endedSpans } = createTracedClient(
      [silence, silence],
      { totalTimeoutInMs: Infinity, attemptTimeoutInMs: Infinity },
      { maxOpenCalls: 1 },
    );
    const abort = new AbortController();
    const older = client.getPartnerLicensesUsage({ abortSignal: abort.signal });
    await settled();
    expect(endedSpans()).toEqual([]);

    const newer = client.getCustomerLicensesUsage(customerId, { abortSignal: abort.signal });
    await settled();
    const [request, call, ...others] = endedSpans();
    expect(others).toEqual([]);
    expect(request?.name).toBe(partnerRequest);
    expect(call?.name).toBe(partnerCall);
    expect(call?.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(call?.events).toMatchObject([{ name: 'licenses_usage.left_open' }]);

    abort.abort('enough');
    await expect(older).rejects.toBe('enough');
    await expect(newer).rejects.toBe('enough');
    expect(namesOf(endedSpans())).toEqual([partnerRequest, partnerCall, customerRequest, customerCall]);
  });

  test('make room when they end', async () => {
    const { client, endedSpans } = createTracedClient(
      [partnerAnswer, partnerAnswer],
      {},
      { maxOpenCalls: 1 },
    );
    await client.getPartnerLicensesUsage();
    await client.getPartnerLicensesUsage();
    expect(endedSpans()).toHaveLength(4);
    expect(endedSpans().flatMap(({ events }) => events)).toEqual([]);
  });
});
