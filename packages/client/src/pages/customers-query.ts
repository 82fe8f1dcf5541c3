import { ConfigurationError } from '../errors/configuration-error.ts';
import { requireInteger } from '../input/numbers.ts';

/**
 * Which customers to list.
 * Source: https://learn.microsoft.com/en-us/partner-center/developer/get-a-list-of-customers
 */
export interface CustomersQuery {
  /** Customers for each page. Default: the service's. All pages are walked whatever their size. */
  readonly size?: number | undefined;
  /** Lists only the customers whose company name starts with `value`. The service knows no other filter. */
  readonly filter?: CustomersFilter | undefined;
}

export interface CustomersFilter {
  readonly field: 'CompanyName';
  readonly operator: 'starts_with';
  readonly value: string;
}

export function requireSize(argument: string, value: number): number {
  return requireInteger(argument, value, { min: 1, example: 40 });
}

export function toWireFilter(filter: CustomersFilter): string {
  const { field, operator, value } = filter;
  if (field === 'CompanyName' && operator === 'starts_with' && typeof value === 'string' && value !== '') {
    return JSON.stringify({ Field: field, Value: value, Operator: operator });
  }
  throw new ConfigurationError({
    argument: 'query.filter',
    expected: 'field CompanyName, operator starts_with and a value that is not empty',
    received: filter,
    example: `{ field: 'CompanyName', operator: 'starts_with', value: 'Con' }`,
  });
}
