import type { LicensesUsageCollection } from '../decode/collection.ts';
import { readPartnerLicensesUsageInsights } from '../generated/decoders.ts';
import type { PartnerLicensesUsageInsights } from '../generated/models.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { RequestOptions } from '../request-options.ts';
import { getPartnerInsights } from './get-partner-insights.ts';

export function getPartnerLicensesUsage(
  client: ClientContext,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<PartnerLicensesUsageInsights>> {
  return getPartnerInsights(
    client,
    'getPartnerLicensesUsage',
    readPartnerLicensesUsageInsights,
    requestOptions,
  );
}
