import { context } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { describe, expect, onTestFinished, test } from 'vitest';
import { json } from '../support/answers.ts';
import {
  createTracedClient,
  createTracing,
  namesOf,
  partnerCall,
  partnerRequest,
} from './support/traced-client.ts';

describe('drift', () => {
  const drifted = json({ totalCount: 0, items: [{ workloadName: 'Exchange', surprise: 1 }] });
  const surprise = {
    'licenses_usage.operation': 'getPartnerLicensesUsage',
    'licenses_usage.drift': 'unexpected-field',
    'licenses_usage.pointer': '/items/*',
    'licenses_usage.field': 'surprise',
  };

  test('is an event of the span that is active around the call', async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager());
    onTestFinished(() => context.disable());
    const { provider, endedSpans } = createTracing();
    const { client, endedSpans: ownSpans } = createTracedClient([drifted]);
    await provider.getTracer('test').startActiveSpan('monthly report', async (report) => {
      await client.getPartnerLicensesUsage();
      report.end();
    });
    const [report] = endedSpans();
    expect(report?.events).toContainEqual(
      expect.objectContaining({ name: 'licenses_usage.drift', attributes: surprise }),
    );
    expect(namesOf(ownSpans())).toEqual([partnerRequest, partnerCall]);
  });

  test('is a span of its own if none is active', async () => {
    const { client, endedSpans } = createTracedClient([drifted]);
    await client.getPartnerLicensesUsage();
    const drifts = endedSpans().filter(({ name }) => name === `${partnerCall} drift`);
    expect(drifts.map(({ attributes }) => attributes)).toContainEqual(surprise);
  });
});
