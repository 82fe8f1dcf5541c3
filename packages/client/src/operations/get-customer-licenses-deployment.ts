import type { LicensesDeploymentCollection } from '../decode/collection.ts';
import { readCustomerLicensesDeploymentInsights } from '../generated/decoders.ts';
import type { CustomerLicensesDeploymentInsights } from '../generated/models.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { RequestOptions } from '../request-options.ts';
import { getCustomerInsights } from './get-customer-insights.ts';

export function getCustomerLicensesDeployment(
  client: ClientContext,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesDeploymentCollection<CustomerLicensesDeploymentInsights>> {
  return getCustomerInsights(
    client,
    'getCustomerLicensesDeployment',
    readCustomerLicensesDeploymentInsights,
    customerId,
    requestOptions,
  );
}
