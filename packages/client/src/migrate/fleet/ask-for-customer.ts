import type { LicensesUsageClient } from '../../create-client.ts';
import { concernsEveryCall } from './concerns-every-call.ts';
import type { CustomerUsageResult } from './customer-usage-result.ts';

export type LegacyCustomerClient = Pick<LicensesUsageClient, 'getCustomerLicensesUsage'>;

/**
 * The usage of one customer as the superseded operation answers it, a failure as a value. Rejects where going on with the
 * next customer is of no use: after an abort, and when the failure would be that of every call.
 */
export async function askForCustomer(
  client: LegacyCustomerClient,
  customerId: string,
  abortSignal: AbortSignal,
): Promise<CustomerUsageResult> {
  try {
    const usage = await client.getCustomerLicensesUsage(customerId, { abortSignal });
    return { status: 'ok', customerId, usage };
  } catch (error) {
    abortSignal.throwIfAborted();
    if (concernsEveryCall(error) || !(error instanceof Error)) throw error;
    return { status: 'failed', customerId, error };
  }
}
