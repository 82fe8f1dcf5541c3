import type { LicensesDeploymentCollection } from '../decode/collection.ts';
import {
  readPartnerDeploymentInsight,
  type PartnerLicensesDeploymentInsights,
} from '../decode/partner-deployment-insight.ts';
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
    readPartnerDeploymentInsight,
    requestOptions,
  );
}
