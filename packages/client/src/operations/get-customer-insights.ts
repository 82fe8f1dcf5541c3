import { readCollection, type LicensesUsageCollection } from '../decode/collection.ts';
import type { DecodeContext } from '../decode/decode-context.ts';
import type { Send } from '../call/attempt.ts';
import { call } from '../call/call.ts';
import type { ClientContext } from '../call/client-context.ts';
import { operations } from '../generated/operations.ts';
import { requireGuid } from '../input/guid.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';

/** Asks a superseded operation about one customer, whose insights are complete in one answer. */
export async function getCustomerInsights<Insight>(
  client: ClientContext,
  operation: 'getCustomerLicensesUsage' | 'getCustomerLicensesDeployment',
  readInsight: (value: unknown, ctx: DecodeContext) => Insight,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<Insight>> {
  const { baseUrl, throttle } = client.options;
  const path = { 'customer-id': requireGuid('customerId', customerId) };
  const resolved = resolveRequestOptions(requestOptions, client.options);
  const send: Send = (http, init) =>
    http.GET(operations[operation].path, { ...init, baseUrl, params: { path } });
  return call(
    client,
    { operation, throttleKeys: throttleKeys(throttle, customerId), send },
    resolved,
    ({ body, ctx }) => readCollection(body, readInsight, ctx),
  );
}
