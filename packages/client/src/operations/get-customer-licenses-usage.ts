import { readCollection, type LicensesUsageCollection } from '../answer/collection.ts';
import { readCustomerInsight, type CustomerLicensesUsageInsights } from '../answer/customer-insight.ts';
import type { Send } from '../call/attempt.ts';
import { call, type Caller } from '../call/call.ts';
import { requireGuid } from '../input/guid.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';

export async function getCustomerLicensesUsage(
  caller: Caller,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<CustomerLicensesUsageInsights>> {
  const { baseUrl, throttle } = caller.options;
  const path = { 'customer-id': requireGuid('customerId', customerId) };
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const send: Send = (http, { header, ...init }) =>
    http.GET('/v1/customers/{customer-id}/analytics/licenses/usage', {
      ...init,
      baseUrl,
      params: { header, path },
    });
  return call(
    caller,
    { operation: 'getCustomerLicensesUsage', throttleKeys: throttleKeys(throttle, customerId), send },
    resolved,
    ({ body, at }) => readCollection(body, readCustomerInsight, at),
  );
}
