import { readCollection, type LicensesUsageCollection } from '../answer/collection.ts';
import { readPartnerInsight, type PartnerLicensesUsageInsights } from '../answer/partner-insight.ts';
import type { Send } from '../call/attempt.ts';
import { call, type Caller } from '../call/call.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';
import { throttleKeys } from '../throttle/throttle-options.ts';

export async function getPartnerLicensesUsage(
  caller: Caller,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<PartnerLicensesUsageInsights>> {
  const { baseUrl, throttle } = caller.options;
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const send: Send = (http, { header, ...init }) =>
    http.GET('/v1/analytics/licenses/usage', { ...init, baseUrl, params: { header } });
  return call(
    caller,
    { operation: 'getPartnerLicensesUsage', throttleKeys: throttleKeys(throttle), send },
    resolved,
    ({ body, at }) => readCollection(body, readPartnerInsight, at),
  );
}
