import type { LicensesUsageCollection } from '../decode/collection.ts';
import { readPartnerInsight, type PartnerLicensesUsageInsights } from '../decode/partner-insight.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { RequestOptions } from '../request-options.ts';
import { getPartnerInsights } from './get-partner-insights.ts';

export function getPartnerLicensesUsage(
  client: ClientContext,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<PartnerLicensesUsageInsights>> {
  return getPartnerInsights(client, 'getPartnerLicensesUsage', readPartnerInsight, requestOptions);
}
