import type { LicensesUsageCollection } from '../decode/collection.ts';
import { readPartnerInsight, type PartnerLicensesUsageInsights } from '../decode/partner-insight.ts';
import type { Caller } from '../call/call.ts';
import type { RequestOptions } from '../request-options.ts';
import { getPartnerInsights } from './get-partner-insights.ts';

export function getPartnerLicensesUsage(
  caller: Caller,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<PartnerLicensesUsageInsights>> {
  return getPartnerInsights(caller, 'getPartnerLicensesUsage', readPartnerInsight, requestOptions);
}
