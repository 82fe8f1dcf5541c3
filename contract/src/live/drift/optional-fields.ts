import { describedAnswer } from '../description/described-answer.ts';
import { isObject } from '../../documents/json.ts';
import type { Exchange } from '../service/exchange.ts';

/** The optional properties that were seen at least once, and those that never were. */
export interface OptionalFields {
  readonly seen: readonly string[];
  readonly neverSeen: readonly string[];
}

/** Examines the successful answers of one operation. */
export function optionalFields(exchanges: readonly Exchange[]): OptionalFields {
  const met = new Map<string, boolean>();
  for (const { question, answer } of exchanges) {
    if (answer?.status !== 200) continue;
    const body = describedAnswer(question.operationId, 200)?.bodies['application/json'];
    visit(body?.schema, answer.body, '', met);
  }
  const paths = [...met.keys()].toSorted();
  return { seen: paths.filter((path) => met.get(path)), neverSeen: paths.filter((path) => !met.get(path)) };
}

function visit(schema: unknown, value: unknown, path: string, met: Map<string, boolean>): void {
  if (!isObject(schema)) return;
  for (const part of Array.isArray(schema['allOf']) ? schema['allOf'] : []) visit(part, value, path, met);
  // The first alternative is that of rows, which have all properties, unlike groups.
  if (Array.isArray(schema['anyOf'])) visit(schema['anyOf'][0], value, path, met);
  if (Array.isArray(value)) for (const item of value) visit(schema['items'], item, `${path}/*`, met);
  if (!isObject(value) || !isObject(schema['properties'])) return;
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  for (const [name, property] of Object.entries(schema['properties'])) {
    const here = `${path}/${name}`;
    if (!required.includes(name)) met.set(here, (met.get(here) ?? false) || name in value);
    visit(property, value[name], here, met);
  }
}
