import { isDescribedName } from '../description/described-answer.ts';
import { isObject } from '../../documents/json.ts';
import type { Exchange } from '../service/exchange.ts';

/** Returns a property or header name in a form that may be printed. */
export type ShownName = (name: string) => string;

const notShown = '(a name that is not shown)';

/** Fields with customer names, whose words must not be mistaken for property names. */
const namesOfCustomers = ['customerName', 'companyName', 'domain'];

/** One-word names of envelopes and faults of other services. */
const knownWords = ['error', 'errors', 'status', 'value'];

/**
 * Decides which names may be printed: those of the description, and other names of several words, in camel case or
 * joined by hyphens, if none of the words is from a customer's name. Keys can be data, as in an object with a member
 * for each customer.
 */
export function createShownName(exchanges: readonly Exchange[]): ShownName {
  const data = new Set<string>();
  for (const { answer } of exchanges) collect(answer?.body, '', data);
  return (name) => {
    if (isDescribedName(name)) return name;
    const words = name.split(/-|(?=[A-Z])/).map((word) => word.toLowerCase());
    const isOfSeveralWords = /^(?:[a-z]{2,}(?:[A-Z][a-z]+)+|[a-z]+(?:-[a-z]+)+)$/.test(name);
    if (!isOfSeveralWords && !knownWords.includes(name)) return notShown;
    return [name.toLowerCase(), ...words].some((word) => data.has(word)) ? notShown : name;
  };
}

function collect(value: unknown, key: string, data: Set<string>): void {
  if (Array.isArray(value)) for (const item of value) collect(item, key, data);
  else if (isObject(value)) for (const [name, member] of Object.entries(value)) collect(member, name, data);
  else if (typeof value === 'string') {
    const text = value.toLowerCase();
    data.add(text);
    if (namesOfCustomers.includes(key)) for (const word of text.split(/[^\p{L}\d]+/u)) data.add(word);
  }
}
