import type { components } from '@licenses-usage/client/schema';

import type { Answer } from '../call/answer.ts';
import type { Customer, Facts } from '../facts/facts.ts';
import { invalidInput, unsupportedSearch } from '../call/api-faults.ts';
import { answerSeekPage } from './answer-seek-page.ts';
import type { OperationContext } from './context.ts';
import { completeRows } from './described-fields.ts';

type Schemas = components['schemas'];

/** Answers the customers list, paged by tokens that the caller sends back in a header. */
export function listCustomers(context: OperationContext): Answer {
  const { call, facts } = context;
  const search = readCustomerSearch(call.url.searchParams.get('filter'));
  return answerSeekPage(context, (start, size) => {
    const { customers, next } = pageOfCustomers(facts, search, start, size);
    return { items: customers.map(itemOf), next };
  });
}

const completeCustomer = completeRows<Schemas['Customer']>('Customer');
const completeProfile = completeRows<Schemas['CustomerCompanyProfile']>('CustomerCompanyProfile');

function itemOf({ id, domain, name }: Customer): Schemas['Customer'] {
  return completeCustomer({
    id,
    companyProfile: completeProfile({
      tenantId: id,
      domain,
      companyName: name,
      attributes: { objectType: 'CustomerCompanyProfile' },
    }),
    relationshipToPartner: 'reseller',
    attributes: { objectType: 'Customer' },
  });
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

type CustomerSearch = (customer: Customer) => boolean;

/**
 * Reads the `filter` of the customers list: a JSON object with `Field`, `Value` and `Operator`, of which the service
 * is known to support `starts_with` on `CompanyName`.
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

/** What a text holds if it is a JSON object. */
function readObject(text: string): Partial<Readonly<Record<'Field' | 'Value' | 'Operator', unknown>>> {
  try {
    const value: object | null = JSON.parse(text);
    return value ?? {};
  } catch {
    return {};
  }
}
