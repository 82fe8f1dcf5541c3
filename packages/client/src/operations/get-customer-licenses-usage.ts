import type { LicensesUsageCollection } from '../decode/collection.ts';
import { readCustomerLicensesUsageInsights } from '../generated/decoders.ts';
import type { CustomerLicensesUsageInsights } from '../generated/models.ts';
import type { ClientContext } from '../call/client-context.ts';
import type { RequestOptions } from '../request-options.ts';
import { getCustomerInsights } from './get-customer-insights.ts';

export function getCustomerLicensesUsage(
  client: ClientContext,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<CustomerLicensesUsageInsights>> {
  return getCustomerInsights(
    client,
    'getCustomerLicensesUsage',
    readCustomerLicensesUsageInsights,
    customerId,
    requestOptions,
  );
}
