import { readCollection, type LicensesUsageCollection } from '../answer/collection.ts';
import { readPartnerInsight, type PartnerLicensesUsageInsights } from '../answer/partner-insight.ts';
import { call, type Caller } from '../call/call.ts';
import { resolveRequestOptions, type RequestOptions } from '../request-options.ts';

export async function getPartnerLicensesUsage(
  caller: Caller,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<PartnerLicensesUsageInsights>> {
  const resolved = resolveRequestOptions(requestOptions, caller.options);
  const { body, at } = await call(caller, 'getPartnerLicensesUsage', resolved, (http, { header, ...init }) =>
    http.GET('/v1/analytics/licenses/usage', {
      ...init,
      baseUrl: caller.options.baseUrl,
      params: { header },
    }),
  );
  return readCollection(body, readPartnerInsight, at);
}
