import { eq, type LicensesUsageClient } from '@licenses-usage/client';
import {
  compareCustomerUsage,
  comparePartnerUsage,
  readPartnerUsageRows,
  type ParityOptions,
  type ParityReport,
} from '@licenses-usage/client/migrate';

/** Compares both ways to the usage of one customer. */
export async function compareCustomer(
  client: LicensesUsageClient,
  customerId: string,
  options: ParityOptions,
  abortSignal: AbortSignal,
): Promise<ParityReport> {
  const legacy = await client.getCustomerLicensesUsage(customerId, { abortSignal });
  // Rows have ids in upper case, and whether the service tells case is not documented.
  const filter = eq('customerTenantId', customerId.toUpperCase());
  const rows = client.listLicensesUsage({ filter }, { abortSignal });
  return compareCustomerUsage(legacy, rows, { ...options, customerId });
}

/** Compares both ways to the usage of all customers together. */
export async function comparePartner(
  client: LicensesUsageClient,
  options: ParityOptions,
  abortSignal: AbortSignal,
): Promise<ParityReport> {
  const legacy = await client.getPartnerLicensesUsage({ abortSignal });
  return comparePartnerUsage(legacy, await readPartnerUsageRows(client, { abortSignal }), options);
}
