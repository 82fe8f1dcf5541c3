import type { LicensesUsageCollection } from '../decode/collection.ts';
import { readCustomerInsight, type CustomerLicensesUsageInsights } from '../decode/customer-insight.ts';
import type { Caller } from '../call/call.ts';
import type { RequestOptions } from '../request-options.ts';
import { getCustomerInsights } from './get-customer-insights.ts';

export function getCustomerLicensesUsage(
  caller: Caller,
  customerId: string,
  requestOptions: RequestOptions | undefined,
): Promise<LicensesUsageCollection<CustomerLicensesUsageInsights>> {
  return getCustomerInsights(
    caller,
    'getCustomerLicensesUsage',
    readCustomerInsight,
    customerId,
    requestOptions,
  );
}
