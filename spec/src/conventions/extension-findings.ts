import { findNodes, type FoundNode } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { pointerTo, type Finding } from './finding.ts';

type Check = (value: unknown, node: Record<string, unknown>) => string | undefined;

/** The extensions of OpenAPI that the generator reads. spec/README.md explains them. */
const extensions: Readonly<Record<string, Check>> = {
  'x-superseded-by': () => undefined,
  'x-paging': (value) =>
    value === 'next-link' || value === 'seek' ? undefined : 'It is neither next-link nor seek.',
  'x-extensible-enum': (value, node) => {
    if (!isTexts(value) || value.some((each) => each !== each.toLowerCase()))
      return 'It is no list of texts in lower case.';
    const examples: readonly unknown[] = Array.isArray(node['examples']) ? node['examples'] : [];
    const stranger = examples.find((each) => !value.includes(String(each).toLowerCase()));
    return stranger === undefined
      ? undefined
      : `The example ${JSON.stringify(stranger)} is not among its values.`;
  },
  'x-aliases': (value, node) => {
    if (!isTexts(value)) return 'It is no list of names.';
    return node['type'] === 'integer' ? undefined : 'Only a count can be read by another name.';
  },
  'x-assumed-offset': (value, { type, format }) => {
    if (value !== 'Z') return 'Only the offset Z can be assumed.';
    return type === 'string' && format === undefined
      ? undefined
      : 'It belongs to a text that carries no offset by its format.';
  },
  'x-indispensable': (value) => (value === true ? undefined : 'It is true or absent.'),
  'x-argument': (value) => (value === 'CustomersFilter' ? undefined : 'The client has no such type.'),
};

/** Finds extensions that the generator does not know or can't use. */
export function extensionFindings(description: Record<string, unknown>): readonly Finding[] {
  const used = ['paths', 'components'].flatMap((part) =>
    findNodes(
      description[part],
      (node, path) => !isDirectory(path) && Object.keys(node).some((key) => key.startsWith('x-')),
      [part],
    ),
  );
  return [...used.flatMap(faultsOf), ...unpagedFindings(description), ...successorFindings(description)];
}

/** Finds successors that are no operations of the description. */
function successorFindings({ paths }: Record<string, unknown>): readonly Finding[] {
  const operations = findNodes(paths, (node) => 'operationId' in node, ['paths']);
  const ids = operations.map(({ node }) => node['operationId']);
  return operations
    .filter(({ node }) => 'x-superseded-by' in node && !ids.includes(node['x-superseded-by']))
    .map(({ path }) => ({
      place: pointerTo([...path, 'x-superseded-by']),
      fault: 'It names no operation of this description.',
    }));
}

/** Whether keys are names rather than keywords: a header may be called `X-Locale`. */
function isDirectory(path: readonly string[]): boolean {
  return ['properties', 'headers', 'examples', 'parameters', 'schemas'].includes(path.at(-1) ?? '');
}

function faultsOf({ path, node }: FoundNode): readonly Finding[] {
  return Object.entries(node)
    .filter(([key]) => key.startsWith('x-'))
    .flatMap(([key, value]) => {
      const check = extensions[key];
      const fault = check === undefined ? 'The generator does not know this extension.' : check(value, node);
      return fault === undefined ? [] : [{ place: pointerTo([...path, key]), fault }];
    });
}

/** Finds operations with the parameters of a next page but without `x-paging`. */
function unpagedFindings({ paths }: Record<string, unknown>): readonly Finding[] {
  return findNodes(paths, (node) => 'operationId' in node && Array.isArray(node['parameters']), ['paths'])
    .filter(({ node }) => node['x-paging'] === undefined)
    .filter(({ node }) =>
      findNodes(node['parameters'], (each) => /\/(Skip|SeekOperation)$/.test(String(each['$ref']))).some(
        ({ node: reference }) => isRecord(reference),
      ),
    )
    .map(({ path }) => ({
      place: pointerTo(path),
      fault: 'It has a parameter for a further page but no x-paging, which says how pages are addressed.',
    }));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string');
}
