import { isObject } from '../../documents/json.ts';
import { isDescribedName } from '../description/described-answer.ts';
import type { Placeholders } from './placeholders.ts';

/** Values that describe an answer but not a tenant. Only these are kept, by their key. */
const kept: Readonly<Record<string, RegExp>> = {
  objectType:
    /^(?:Collection|Customer|CustomerCompanyProfile|(?:Customer|Partner)Licenses(?:Usage|Deployment)Insights)$/,
  method: /^GET$/,
  key: /^MS-ContinuationToken$/,
  statusCode: /^[45]\d\d$/,
  code: /^(?:\d{1,7}|BadRequest|InvalidQueryParameters)$/,
};

/** How many distinct rows of a list are kept. */
const differentRows = 5;

/**
 * Copies a parsed body with every value replaced by one of the same kind, and undescribed names by made-up ones. Of
 * rows that become equal, one is kept.
 */
export function scrubBody(body: unknown, placeholders: Placeholders, key = ''): unknown {
  if (Array.isArray(body)) return scrubList(body, placeholders, key);
  if (isObject(body)) {
    return Object.fromEntries(
      Object.entries(body).map(([name, value], index) => [
        isDescribedName(name) ? name : `undocumented${index + 1}`,
        scrubBody(value, placeholders, name),
      ]),
    );
  }
  if (typeof body === 'string') {
    return kept[key]?.test(body) ? body : placeholders.textFor(body);
  }
  if (typeof body !== 'number') return body;
  return kept[key]?.test(String(body)) ? body : placeholders.numberFor(body);
}

function scrubList(list: readonly unknown[], placeholders: Placeholders, key: string): readonly unknown[] {
  const byShape = new Map<string, unknown>();
  for (const item of list) {
    const scrubbed = scrubBody(item, placeholders, key);
    const shape = JSON.stringify(scrubbed).replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');
    if (!byShape.has(shape) && byShape.size < differentRows) byShape.set(shape, scrubbed);
  }
  return [...byShape.values()];
}
