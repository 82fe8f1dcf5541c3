import type { LicensesDeploymentCollection } from '../answer/collection.ts';
import {
  readPartnerDeploymentInsight,
  type PartnerLicensesDeploymentInsights,
} from '../answer/partner-deployment-insight.ts';
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
