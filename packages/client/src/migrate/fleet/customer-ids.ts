import { ConfigurationError } from '../../errors/configuration-error.ts';

/** Customers by id, or as `client.listCustomers()` delivers them. */
export type Customers = Several<string> | Several<{ readonly id: string }>;

type Several<Item> = Iterable<Item> | AsyncIterable<Item>;

/**
 * Requires something to take customers from. A single id is text, which is iterable too, letter by letter.
 * @throws {ConfigurationError}
 */
export function requireCustomers(customers: Customers): Customers {
  const given: unknown = customers;
  const isIterable =
    typeof given === 'object' &&
    given !== null &&
    (Symbol.iterator in given || Symbol.asyncIterator in given);
  if (isIterable) return customers;
  throw new ConfigurationError({
    argument: 'customers',
    expected: 'the ids of customers, in an array or another iterable',
    received: given,
    example: 'client.listCustomers()',
  });
}

/** The ids in lower case, each once, in the order given. */
export async function* customerIds(customers: Customers): AsyncGenerator<string, void, undefined> {
  const seen = new Set<string>();
  for await (const customer of customers) {
    const id = (typeof customer === 'string' ? customer : customer.id).toLowerCase();
    if (seen.has(id)) continue;
    seen.add(id);
    yield id;
  }
}
