import type { LicensesUsageField, LicensesUsagePage, LicensesUsageRow } from '@licenses-usage/client';
import { CommandError, exitCode } from '../exit.ts';

/** Groups by the customer too, if one is asked for: it makes no more groups, and shows whose they are. */
export function withCustomer(
  groupBy: readonly LicensesUsageField[],
  customer: string | undefined,
): readonly LicensesUsageField[] {
  const isKnown = customer === undefined || groupBy.includes('customerTenantId');
  return isKnown ? groupBy : [...groupBy, 'customerTenantId'];
}

/**
 * Passes pages on. A service that ignored the filter would send the rows of every customer.
 * @throws {CommandError} at the first row of another customer.
 */
export async function* requireCustomer<Page extends LicensesUsagePage<Partial<LicensesUsageRow>>>(
  pages: AsyncIterable<Page>,
  customer: string,
): AsyncGenerator<Page, void, undefined> {
  for await (const page of pages) {
    const isOther = ({ customerTenantId: id }: Partial<LicensesUsageRow>) =>
      typeof id === 'string' && id.toLowerCase() !== customer.toLowerCase();
    if (page.items.some(isOther)) {
      const message = `The service sent rows of another customer than ${customer}: it ignores the filter. Check --base-url.`;
      throw new CommandError(message, exitCode.serviceFailed);
    }
    yield page;
  }
}
