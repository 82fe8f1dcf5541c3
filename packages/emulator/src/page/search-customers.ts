import type { Customer, Facts } from '../facts/facts.ts';

/** A customer that was found, with the number of its latest usage rows. */
export interface FoundCustomer {
  readonly id: string;
  readonly name: string;
  readonly rows: number;
}

export interface CustomerSearch {
  readonly found: readonly FoundCustomer[];
  /** How many were found, and how much was searched. */
  readonly summary: string;
}

const maxFound = 8;
/** Names are computed on demand; this many take a fraction of a second. */
const maxRead = 50_000;

/**
 * Finds customers by a part of the name or domain, in either case, or by the whole id. A fleet can hold millions, so
 * a search by name ends early and says so. An id, or the number in a computed name, is always found.
 */
export function searchCustomers(facts: Facts, text: string): CustomerSearch {
  const wanted = text.trim().toLowerCase();
  const byId = facts.indexOfCustomer(wanted);
  if (byId !== undefined) return { found: [foundAt(facts, byId)], summary: 'The customer with this id.' };

  const matches = ({ name, domain }: Customer): boolean =>
    name.toLowerCase().includes(wanted) || domain.includes(wanted);
  const found: FoundCustomer[] = [];
  const read = Math.min(facts.customerCount, maxRead);
  let index = 0;
  for (; index < read && found.length < maxFound; index += 1) {
    if (matches(facts.customerAt(index))) found.push(foundAt(facts, index));
  }
  const position = Number(wanted) - 1;
  if (Number.isInteger(position) && position >= index && position < facts.customerCount) {
    if (matches(facts.customerAt(position))) found.push(foundAt(facts, position));
  }
  return { found, summary: summaryOf(facts, wanted, found.length, index) };
}

function foundAt(facts: Facts, index: number): FoundCustomer {
  const { id, name } = facts.customerAt(index);
  return { id, name, rows: facts.usageCountOf(index, undefined) };
}

function summaryOf(facts: Facts, wanted: string, found: number, read: number): string {
  const all = facts.customerCount.toLocaleString('en');
  if (wanted === '') return found === facts.customerCount ? `All ${all}.` : `The first ${found} of ${all}.`;
  if (found >= maxFound && read < facts.customerCount) return `The first ${found} that match, of ${all}.`;
  const searched = read < facts.customerCount ? `the first ${read.toLocaleString('en')} of ${all}` : all;
  return found === 0 ? `None among ${searched}.` : `${found} found among ${searched}.`;
}
