import { fault, json } from '../../support/answers.ts';
import type { Answer } from '../../support/client.ts';
import { wireRow } from '../../walk/support/usage-page.ts';

/** The id of a customer of the fleet, in lower case. It has letters, so that code that confuses cases is noticed. */
export function idOf(customer: number): string {
  return `c0ffee00-beef-4ace-8bad-decade${String(customer).padStart(6, '0')}`;
}

export function idsOf(...customers: readonly number[]): string[] {
  return customers.map(idOf);
}

export function idsUpTo(end: number): string[] {
  return Array.from({ length: end }, (_, customer) => idOf(customer));
}

/** Rows of the superseding operation. Each customer has its own number of active licences, which identifies it. */
export function rowsOf(...customers: readonly number[]): object[] {
  return customers.map((customer) => ({
    ...wireRow(customer),
    customerTenantId: idOf(customer).toUpperCase(),
    productName: 'E3',
  }));
}

/** The superseded operation's answer with these rows of one customer. */
export function legacyAnswer(...customers: readonly number[]): Answer {
  const items = customers.map((customer) => ({
    customerName: 'TEST COMPANY',
    productName: 'E3',
    licensesActive: customer,
    licensesQualified: 250,
    usagePercent: (100 * customer) / 250,
    workloadName: 'Exchange',
    processedDateTime: '2018-10-14T00:00:00+00:00',
    serviceName: 'o365',
    channel: 'reseller',
    attributes: { objectType: 'CustomerLicensesUsageInsights' },
  }));
  return json({ totalCount: items.length, items, attributes: { objectType: 'Collection' } });
}

/** The customer of a request of the superseded operation; `undefined` for any other request. */
export function customerIn({ url }: Request): number | undefined {
  const match = /\/customers\/[0-9a-f-]{24}decade(\d{6})\/analytics/.exec(url);
  return match === null ? undefined : Number(match[1]);
}

/** A service whose customers each have the row of {@link rowsOf}, except those with an answer in `answers`. */
export function fleetService(
  rows: readonly object[],
  answers: ReadonlyMap<number, Answer> = new Map(),
): Answer {
  return (request, number) => {
    const customer = customerIn(request);
    const page = json({ Value: rows, '@nextLink': null, TotalCount: rows.length });
    const answer = customer === undefined ? page : (answers.get(customer) ?? legacyAnswer(customer));
    return answer(request, number);
  };
}

export const forbidden = fault(403);
