import { Buffer } from 'node:buffer';

import type { components } from '@licenses-usage/client/schema';

import { type Answer, jsonAnswer } from '../call/answer.ts';
import type { Call } from '../call/call.ts';
import type { Customer, Facts } from '../facts/facts.ts';
import { invalidInput, unsupportedSearch } from '../refusals/api-faults.ts';
import type { OperationContext } from './context.ts';

type Collection = components['schemas']['CustomerCollection'];

/** How many customers a page holds by default, and at most. */
const defaultSize = 100;
const maxSize = 500;

/** The customers list, paged by a token that the caller sends back in a header. */
export function listCustomers({ call, facts }: OperationContext): Answer {
  const size = readSize(call.url.searchParams.get('size'));
  const search = readCustomerSearch(call.url.searchParams.get('filter'));
  const { customers, next } = pageOfCustomers(facts, search, readStart(call), size);

  const path = `/v1/customers?${linkQuery(call.url)}`;
  const continuationToken = next === undefined ? undefined : encodeToken(next);
  const body = {
    totalCount: customers.length,
    items: customers.map((customer) => ({
      id: customer.id,
      companyProfile: {
        tenantId: customer.id,
        domain: customer.domain,
        companyName: customer.name,
        attributes: { objectType: 'CustomerCompanyProfile' },
      },
      relationshipToPartner: 'reseller',
      attributes: { objectType: 'Customer' },
    })),
    links: {
      self: { uri: path, method: 'GET', headers: [] },
      ...(continuationToken !== undefined && {
        next: {
          uri: `${path}&seekOperation=Next`,
          method: 'GET',
          headers: [{ key: 'MS-ContinuationToken', value: continuationToken }],
        },
      }),
    },
    attributes: { objectType: 'Collection' },
    ...(continuationToken !== undefined && { continuationToken }),
  } satisfies Collection;
  return jsonAnswer(200, JSON.stringify(body));
}

function readSize(text: string | null): number {
  if (text === null || text === '') return defaultSize;
  const size = Number(text);
  if (!/^\d+$/.test(text) || size > maxSize) {
    throw invalidInput(`The size is not a whole number from 0 to ${maxSize}.`);
  }
  return size === 0 ? defaultSize : size;
}

function pageOfCustomers(
  facts: Facts,
  search: CustomerSearch | undefined,
  start: number,
  size: number,
): { readonly customers: readonly Customer[]; readonly next: number | undefined } {
  const customers: Customer[] = [];
  for (let index = start; index < facts.customerCount; index += 1) {
    const customer = facts.customerAt(index);
    if (search?.(customer) === false) continue;
    if (customers.length === size) return { customers, next: index };
    customers.push(customer);
  }
  return { customers, next: undefined };
}

function readStart(call: Call): number {
  const seek = call.url.searchParams.get('seekOperation');
  if (seek === null) return 0;
  if (seek.toLowerCase() !== 'next') throw invalidInput('The seekOperation is not Next.');
  const start = decodeToken(call.headers['ms-continuationtoken'] ?? '');
  if (start === undefined)
    throw invalidInput('The MS-ContinuationToken is missing or not one of this service.');
  return start;
}

function encodeToken(start: number): string {
  return Buffer.from(`after=${start}`).toString('base64');
}

function decodeToken(token: string): number | undefined {
  const [, start] = /^after=(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString()) ?? [];
  return start === undefined ? undefined : Number(start);
}

function linkQuery(url: URL): string {
  const parameters = new URLSearchParams(url.search);
  parameters.delete('seekOperation');
  if (!parameters.has('size')) parameters.set('size', String(defaultSize));
  return parameters.toString();
}

type CustomerSearch = (customer: Customer) => boolean;

/**
 * Reads the `filter` of the customers list: a JSON object with `Field`, `Value` and `Operator`, of which the service is known to
 * take `starts_with` on `CompanyName`.
 * @throws RefusalError with code 2000 for another field or operator, 900127 for anything that is not such an object.
 */
function readCustomerSearch(text: string | null): CustomerSearch | undefined {
  if (text === null || text === '') return undefined;
  const { Field, Value, Operator } = readObject(text);
  if (typeof Field !== 'string' || typeof Value !== 'string' || typeof Operator !== 'string') {
    throw invalidInput('The filter is not a JSON object with the texts Field, Value and Operator.');
  }
  if (Operator !== 'starts_with' || Field !== 'CompanyName') {
    throw unsupportedSearch('The search is not starts_with on CompanyName.');
  }
  const beginning = Value.toLowerCase();
  return (customer) => customer.name.toLowerCase().startsWith(beginning);
}

function readObject(text: string): Readonly<Record<'Field' | 'Value' | 'Operator', unknown>> {
  const none = { Field: undefined, Value: undefined, Operator: undefined };
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...none, ...value } : none;
  } catch {
    return none;
  }
}
