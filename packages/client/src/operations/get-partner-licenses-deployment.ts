import type { LicensesDeploymentCollection } from '../decode/collection.ts';
import { readPartnerLicensesDeploymentInsights } from '../generated/decoders.ts';
import type { PartnerLicensesDeploymentInsights } from '../generated/models.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { RequestOptions } from '../request-options.ts';
import { getPartnerInsights } from './get-partner-insights.ts';

export function getPartnerLicensesDeployment(
  client: ClientContext,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesDeploymentCollection<PartnerLicensesDeploymentInsights>> {
  return getPartnerInsights(
    client,
    'getPartnerLicensesDeployment',
    readPartnerLicensesDeploymentInsights,
    requestOptions,
  );
}
