import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import {
  compareCustomerUsage,
  comparePartnerUsage,
  readPartnerUsageRows,
  type ParityOptions,
  type ParityReport,
} from '@licenses-usage/client/migrate';

/** Compares both operations for one customer. */
export async function compareCustomer(
  client: LicensesUsageClient,
  customerId: string,
  options: ParityOptions,
  abortSignal: AbortSignal,
): Promise<ParityReport> {
  const legacy = await client.getCustomerLicensesUsage(customerId, { abortSignal });
  // Rows have ids in upper case, and the documentation does not say whether filters are case-sensitive.
  const filter = eq('customerTenantId', customerId.toUpperCase());
  const rows = client.listLicensesUsage({ filter }, { abortSignal });
  return compareCustomerUsage(legacy, rows, { ...options, customerId });
}

/** Compares both operations for the partner, over all customers. */
export async function comparePartner(
  client: LicensesUsageClient,
  options: ParityOptions,
  abortSignal: AbortSignal,
): Promise<ParityReport> {
  const legacy = await client.getPartnerLicensesUsage({ abortSignal });
  return comparePartnerUsage(legacy, await readPartnerUsageRows(client, { abortSignal }), options);
}
