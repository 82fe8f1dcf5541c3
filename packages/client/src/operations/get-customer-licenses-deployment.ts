import type { LicensesDeploymentCollection } from '../decode/collection.ts';
import {
  readCustomerDeploymentInsight,
  type CustomerLicensesDeploymentInsights,
} from '../decode/customer-deployment-insight.ts';
import type { Caller } from '../call/call.ts';
import type { RequestOptions } from '../request-options.ts';
import { getCustomerInsights } from './get-customer-insights.ts';

export function getCustomerLicensesDeployment(
  caller: Caller,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesDeploymentCollection<CustomerLicensesDeploymentInsights>> {
  return getCustomerInsights(
    caller,
    'getCustomerLicensesDeployment',
    readCustomerDeploymentInsight,
    customerId,
    requestOptions,
  );
}
