import { isRecord } from '../is-record.ts';
import { resolveReference } from '../resolve-reference.ts';

/**
 * The parts of an operation that callers see, by name: `parameter top in query`, `status 429`, `field /totalCount of
 * 200`. Each value is a text with all relevant facts, so that two can be compared.
 */
export type Facets = ReadonlyMap<string, string>;

/** Reads the facets of one operation of a parsed description. */
export function readFacets(document: unknown, operation: Record<string, unknown>): Facets {
  const facets = new Map<string, string>();
  const { deprecated, 'x-superseded-by': successor, security, servers } = operation;
  facets.set('deprecation', text({ deprecated, successor }));
  facets.set('access', text(security));
  facets.set('servers', text(servers));
  for (const reference of listOf(operation['parameters'])) {
    const parameter = recordOf(resolveReference(document, reference));
    const name = `parameter ${String(parameter['name'])} in ${String(parameter['in'])}`;
    facets.set(name, text(parameter, document));
  }
  readBodies(document, 'the request', operation['requestBody'], facets);
  for (const [status, reference] of Object.entries(recordOf(operation['responses']))) {
    const response = recordOf(resolveReference(document, reference));
    facets.set(`status ${status}`, '');
    for (const [name, header] of Object.entries(recordOf(response['headers']))) {
      facets.set(`header ${name} of ${status}`, text(header, document));
    }
    readBodies(document, status, response, facets);
  }
  return facets;
}

function readBodies(document: unknown, owner: string, body: unknown, facets: Map<string, string>): void {
  const content = recordOf(recordOf(resolveReference(document, body))['content']);
  for (const [mediaType, media] of Object.entries(content)) {
    facets.set(`media type ${mediaType} of ${owner}`, '');
    readFields(document, recordOf(media)['schema'], { owner, place: '', within: [] }, facets);
  }
}

interface Place {
  readonly owner: string;
  /** A pointer into the body, `*` for the items of a list. */
  readonly place: string;
  /** The enclosing schemas: a recursive schema is not entered again. */
  readonly within: readonly unknown[];
}

function readFields(document: unknown, reference: unknown, at: Place, facets: Map<string, string>): void {
  const schema = resolveReference(document, reference);
  if (!isRecord(schema) || at.within.includes(schema)) return;
  const { owner, place } = at;
  const within = [...at.within, schema];
  const own = text(Object.fromEntries(Object.entries(schema).filter(([key]) => !parts.has(key))));
  if (own !== '{}') append(facets, place, owner, own);
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const part of listOf(schema[keyword])) readFields(document, part, { owner, place, within }, facets);
  }
  if (isRecord(schema['items'])) {
    readFields(document, schema['items'], { owner, place: `${place}/*`, within }, facets);
  }
  const required = listOf(schema['required']);
  for (const [property, value] of Object.entries(recordOf(schema['properties']))) {
    const inside = `${place}/${property}`;
    append(facets, inside, owner, required.includes(property) ? 'required' : 'optional');
    readFields(document, value, { owner, place: inside, within }, facets);
  }
}

/** Alternatives and parts of a schema describe the same place. */
function append(facets: Map<string, string>, place: string, owner: string, what: string): void {
  const name = place === '' ? `body of ${owner}` : `field ${place} of ${owner}`;
  facets.set(name, `${facets.get(name) ?? ''} ${what}`);
}

const parts = new Set(['allOf', 'anyOf', 'oneOf', 'items', 'properties', 'required', '$ref']);
/** Keywords that are only for readers. */
const texts = new Set(['description', 'summary', 'title', 'example', 'examples', 'externalDocs']);

/** JSON with sorted keys and without texts. With a document, references are resolved. */
function text(value: unknown, document?: unknown): string {
  return (
    JSON.stringify(value, (key, held: unknown) => {
      if (texts.has(key)) return undefined;
      const node = document === undefined ? held : resolveReference(document, held);
      return isRecord(node) ? sorted(node) : node;
    }) ?? ''
  );
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(record);
  return Object.fromEntries(entries.toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function recordOf(value: unknown): Record<string, unknown> {
  return isRecord(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
