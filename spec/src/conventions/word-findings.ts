import { findNodes, type FoundNode } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import type { Finding } from './finding.ts';
import { pointerTo } from './pointer-to.ts';

/** Finds values whose words say something else than their schemas: one of the two was changed without the other. */
export function wordFindings(description: Record<string, unknown>): readonly Finding[] {
  const components = isRecord(description['components']) ? description['components'] : {};
  const properties = propertiesOf(description);
  if (properties.length === 0) throw new Error('The description has no properties to check.');
  const others = ['parameters', 'headers'].flatMap((kind) =>
    findNodes(components[kind], (_node, path) => path.length === 3, ['components', kind]),
  );
  return [
    ...properties.flatMap(nullFindings),
    ...[...properties, ...others].flatMap((found) => [...formFindings(found), ...limitFindings(found)]),
  ];
}

function propertiesOf({ components }: Record<string, unknown>): readonly FoundNode[] {
  const schemas = isRecord(components) ? components['schemas'] : {};
  return findNodes(schemas, (_node, path) => path.at(-2) === 'properties', ['components', 'schemas']);
}

function nullFindings({ path, node }: FoundNode): readonly Finding[] {
  const found = (fault: string) => [{ place: pointerTo(path), fault }];
  if (!/\bnull\b/i.test(wordsOf(node))) return found('Its words do not say whether it can be null.');
  if (saysOtherOfNull(node)) {
    return found(`Its schema ${isNullable(node) ? 'allows' : 'forbids'} null, and its words do not.`);
  }
  return [];
}

function isNullable(node: Record<string, unknown>): boolean {
  return typesOf(node).includes('null') || isOfAnyType(node);
}

function saysOtherOfNull(node: Record<string, unknown>): boolean {
  return isNullable(node) === /never null/i.test(wordsOf(node));
}

/** Properties whose words say nothing of null, or something else than their schemas, with words that agree. */
export function wordsThatAgreeOnNull(
  description: Record<string, unknown>,
): readonly { readonly path: readonly string[]; readonly words: string }[] {
  return propertiesOf(description)
    .filter(({ node }) => !/\bnull\b/i.test(wordsOf(node)) || saysOtherOfNull(node))
    .map(({ path, node }) => {
      const said = typeof node['description'] === 'string' ? node['description'].trim() : '';
      const may = said.replaceAll('Never null', 'May be null').replaceAll('never null', 'may be null');
      if (isNullable(node) && may !== said) return { path, words: may };
      return { path, words: `${said} ${isNullable(node) ? 'May be null.' : 'Never null.'}`.trim() };
    });
}

/** What a word promises about the form of a value. */
const forms = [
  {
    word: /\bGUID\b/,
    form: 'format: uuid',
    has: (schema: Record<string, unknown>) => schema['format'] === 'uuid',
  },
  {
    word: /\bstring of digits\b/,
    form: String.raw`pattern: ^\d+$`,
    has: (schema: Record<string, unknown>) => schema['pattern'] === String.raw`^\d+$`,
  },
] as const;

function formFindings({ path, node }: FoundNode): readonly Finding[] {
  const words = wordsOf(node);
  return forms.flatMap(({ word, form, has }) => {
    if (word.test(words) === has(schemaOf(node))) return [];
    const fault = `Its words ${word.test(words) ? 'promise' : 'do not speak of'} what "${form}" says, its schema ${word.test(words) ? 'does not' : 'does'}.`;
    return [{ place: pointerTo(path), fault }];
  });
}

/** How long a text may be stands in its words too: "at most 1024 characters". */
function limitFindings({ path, node }: FoundNode): readonly Finding[] {
  const [, said] = /\bat most (\d+) characters\b/.exec(wordsOf(node)) ?? [];
  const inWords = said === undefined ? null : Number(said);
  const { maxLength: inSchema = null } = schemaOf(node);
  if (inWords === inSchema) return [];
  const fault = `Its words limit its length to ${inWords ?? 'nothing'}, its schema to ${JSON.stringify(inSchema)}.`;
  return [{ place: pointerTo(path), fault }];
}

/** A parameter and a header have their schemas inside, a property is one. */
function schemaOf(node: Record<string, unknown>): Record<string, unknown> {
  return isRecord(node['schema']) ? node['schema'] : node;
}

function wordsOf(node: Record<string, unknown>): string {
  return typeof node['description'] === 'string' ? node['description'].replaceAll(/\s+/g, ' ') : '';
}

function typesOf(node: Record<string, unknown>): readonly unknown[] {
  return Array.isArray(node['type']) ? node['type'] : [node['type']];
}

function isOfAnyType(node: Record<string, unknown>): boolean {
  return ['type', '$ref', 'anyOf', 'allOf', 'const', 'enum'].every((keyword) => !(keyword in node));
}
