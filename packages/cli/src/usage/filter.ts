import { eq } from '@licenses-usage/client';
import { CommandError } from '../exit.ts';

/** The condition on rows that `--customer` and `--where` make together. */
export function readFilter(customer: string | undefined, where: string | undefined): string | undefined {
  if (where?.trim() === '')
    throw new CommandError(`--where is empty. Example: --where "workloadCode eq 'EXO'"`);
  if (customer === undefined) return where;
  // Rows have ids in upper case, and whether the service tells case is not documented.
  const ofCustomer = eq('customerTenantId', readCustomerId(customer).toUpperCase()).toString();
  return where === undefined ? ofCustomer : `(${where}) and ${ofCustomer}`;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws {CommandError} for anything but a GUID. */
export function readCustomerId(text: string): string {
  if (guid.test(text)) return text;
  throw new CommandError(
    '--customer takes the tenant id of a customer, a GUID such as 3f0c9a52-6d1b-4e8f-9a07-000000000005.',
  );
}
