import { readCollection, type LicensesUsageCollection } from '../answer/collection.ts';
import { readCustomerInsight, type CustomerLicensesUsageInsights } from '../answer/customer-insight.ts';
import { call, type Caller } from '../call/call.ts';
import { requireGuid } from '../input/guid.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';

export async function getCustomerLicensesUsage(
  caller: Caller,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<CustomerLicensesUsageInsights>> {
  const path = { 'customer-id': requireGuid('customerId', customerId) };
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const { body, at } = await call(caller, 'getCustomerLicensesUsage', resolved, (http, { header, ...init }) =>
    http.GET('/v1/customers/{customer-id}/analytics/licenses/usage', {
      ...init,
      baseUrl: caller.options.baseUrl,
      params: { header, path },
    }),
  );
  return readCollection(body, readCustomerInsight, at);
}
