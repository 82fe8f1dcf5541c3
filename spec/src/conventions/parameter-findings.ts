import { findNodes } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { pointerTo, type Finding } from './finding.ts';

const place = ['components', 'parameters'];

/** Finds parameters whose name, place or limits differ from the conventions. */
export function parameterFindings(description: Record<string, unknown>): readonly Finding[] {
  const components = isRecord(description['components']) ? description['components'] : {};
  const parameters = isRecord(components['parameters']) ? Object.entries(components['parameters']) : [];
  if (parameters.length === 0) throw new Error('The description has no parameters to check.');
  return [
    ...parameters.flatMap(([key, node]) => {
      const faults = isRecord(node) ? faultsOf(key, node) : ['It is no object.'];
      return faults.map((fault) => ({ place: pointerTo([...place, key]), fault }));
    }),
    ...commonHeaderFindings(description),
  ];
}

function faultsOf(key: string, node: Record<string, unknown>): readonly string[] {
  const name = String(node['name']);
  const schema = isRecord(node['schema']) ? node['schema'] : {};
  const isHeader = node['in'] === 'header';
  const letters = (text: string) => text.replaceAll(/[^a-z]/gi, '').toLowerCase();
  return [
    ...(letters(key).endsWith(letters(name)) ? [] : [`Its key does not end in its name, ${name}.`]),
    ...(isHeader === /^(MS|X)-/.test(name) ? [] : ['A header is called MS-… or X-…, and nothing else is.']),
    ...(isHeader && node['required'] === true ? ['The service requires none of its own headers.'] : []),
    ...(canBeEmpty(schema) ? ['It may be empty, which is how nothing is sent.'] : []),
    ...(Number(schema['minLength'] ?? 1) === 1 ? [] : ['A text of one character is long enough.']),
  ];
}

/** Whether an empty text, or an empty list, is valid. */
function canBeEmpty(schema: Record<string, unknown>): boolean {
  if (schema['type'] === 'array') return !('minItems' in schema);
  return (
    schema['type'] === 'string' &&
    ['minLength', 'enum', 'format', 'pattern'].every((each) => !(each in schema))
  );
}

/** Finds headers that most operations take and some do not. */
function commonHeaderFindings(description: Record<string, unknown>): readonly Finding[] {
  const operations = findNodes(description['paths'], (node) => Array.isArray(node['parameters']), ['paths']);
  const used = operations.map(({ path, node }) => ({
    path,
    references: findNodes(node['parameters'], (each) => typeof each['$ref'] === 'string')
      .map((found) => String(found.node['$ref']))
      .filter((reference) => refersToHeader(description, reference)),
  }));
  const all = [...new Set(used.flatMap(({ references }) => references))];
  const common = all.filter(
    (reference) => used.filter(({ references }) => references.includes(reference)).length > used.length / 2,
  );
  return used.flatMap(({ path, references }) =>
    common
      .filter((reference) => !references.includes(reference))
      .map((reference) => ({
        place: pointerTo([...path, 'parameters']),
        fault: `${reference} is missing, which the other operations take.`,
      })),
  );
}

function refersToHeader(description: Record<string, unknown>, reference: string): boolean {
  const keys = ['components', 'parameters', reference.split('/').at(-1) ?? ''];
  const node = keys.reduce<unknown>(
    (parent, key) => (isRecord(parent) ? parent[key] : undefined),
    description,
  );
  return isRecord(node) && node['in'] === 'header';
}
