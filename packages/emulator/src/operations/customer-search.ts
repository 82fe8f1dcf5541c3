import type { Customer } from '../facts/facts.ts';
import { invalidInput, unsupportedSearch } from '../refusals/api-fault.ts';

export type CustomerSearch = (customer: Customer) => boolean;

/**
 * Reads the `filter` of the customers list: a JSON object with `Field`, `Value` and `Operator`, of which the service is known to
 * take `starts_with` on `CompanyName`.
 * @throws RefusalError with code 2000 for another field or operator, 900127 for anything that is not such an object.
 */
export function readCustomerSearch(text: string | null): CustomerSearch | undefined {
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
