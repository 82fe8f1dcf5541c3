import type { LicensesDeploymentCollection } from '../decode/collection.ts';
import {
  readPartnerDeploymentInsight,
  type PartnerLicensesDeploymentInsights,
} from '../decode/partner-deployment-insight.ts';
import type { Caller } from '../call/call.ts';
import type { RequestOptions } from '../request-options.ts';
import { getPartnerInsights } from './get-partner-insights.ts';

export function getPartnerLicensesDeployment(
  caller: Caller,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesDeploymentCollection<PartnerLicensesDeploymentInsights>> {
  return getPartnerInsights(
    caller,
    'getPartnerLicensesDeployment',
    readPartnerDeploymentInsight,
    requestOptions,
  );
}
