import { findNodes, type FoundNode } from '../find-nodes.ts';
import { isRecord } from '../is-record.ts';
import { pointerTo, type Finding } from './finding.ts';

/** Finds values whose text disagrees with their schema, because one was changed without the other. */
export function wordFindings(description: Record<string, unknown>): readonly Finding[] {
  const properties = propertiesOf(description);
  if (properties.length === 0) throw new Error('The description has no properties to check.');
  return [
    ...properties.flatMap(nullFindings),
    ...[...properties, ...othersOf(description)].flatMap((found) => [
      ...formFindings(found),
      ...limitFindings(found),
    ]),
  ];
}

function propertiesOf({ components }: Record<string, unknown>): readonly FoundNode[] {
  const schemas = isRecord(components) ? components['schemas'] : {};
  return findNodes(schemas, (_node, path) => path.at(-2) === 'properties', ['components', 'schemas']);
}

function othersOf({ components }: Record<string, unknown>): readonly FoundNode[] {
  return ['parameters', 'headers'].flatMap((kind) =>
    findNodes(isRecord(components) ? components[kind] : {}, (_node, path) => path.length === 3, [
      'components',
      kind,
    ]),
  );
}

function nullFindings({ path, node }: FoundNode): readonly Finding[] {
  const found = (fault: string) => [{ place: pointerTo(path), fault }];
  if (wordsOf(node) === '')
    return found('It has no description: say what it is, and whether it can be null.');
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

/** The nodes whose text disagrees with their schema, each with a text that agrees. */
export function wordsThatAgree(
  description: Record<string, unknown>,
): readonly { readonly path: readonly string[]; readonly words: string }[] {
  return [
    ...propertiesOf(description).map((found) => ({ ...found, words: agreeingOnNull(found.node) })),
    ...othersOf(description).map((found) => ({ ...found, words: saidOf(found.node) })),
  ].flatMap(({ path, node, words }) => {
    const agreeing = agreeingOnLength(node, agreeingOnForm(node, words));
    return agreeing === saidOf(node) ? [] : [{ path, words: agreeing }];
  });
}

function agreeingOnNull(node: Record<string, unknown>): string {
  const said = saidOf(node);
  if (/\bnull\b/i.test(said) && !saysOtherOfNull(node)) return said;
  const may = said.replaceAll('Never null', 'May be null').replaceAll('never null', 'may be null');
  if (isNullable(node) && may !== said) return may;
  return `${said} ${isNullable(node) ? 'May be null.' : 'Never null.'}`.trim();
}

function agreeingOnForm(node: Record<string, unknown>, said: string): string {
  const unsaid = forms.filter(({ word, has }) => has(schemaOf(node)) && !word.test(said));
  return [said, ...unsaid.map(({ words }) => words)].join(' ').trim();
}

function agreeingOnLength(node: Record<string, unknown>, said: string): string {
  const { maxLength } = schemaOf(node);
  if (typeof maxLength !== 'number') return said;
  const words = said.replace(longest, (match, length: string) => match.replace(length, String(maxLength)));
  return longest.test(words) ? words : `${words} At most ${maxLength} characters.`.trim();
}

/** Texts that promise a form of the value. */
const forms = [
  {
    word: /\bGUID\b/,
    words: 'A GUID.',
    form: 'format: uuid',
    has: (schema: Record<string, unknown>) => schema['format'] === 'uuid',
  },
  {
    word: /\bstring of digits\b/i,
    words: 'A string of digits.',
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

const longest = /\bat most (\d+) characters\b/i;

/** The length limit of a text is also in its description: "at most 1024 characters". */
function limitFindings({ path, node }: FoundNode): readonly Finding[] {
  const [, said] = longest.exec(wordsOf(node)) ?? [];
  const inWords = said === undefined ? null : Number(said);
  const { maxLength: inSchema = null } = schemaOf(node);
  if (inWords === inSchema) return [];
  const fault = `Its words limit its length to ${inWords ?? 'nothing'}, its schema to ${JSON.stringify(inSchema)}.`;
  return [{ place: pointerTo(path), fault }];
}

/** A parameter and a header contain a schema; a property is one. */
function schemaOf(node: Record<string, unknown>): Record<string, unknown> {
  return isRecord(node['schema']) ? node['schema'] : node;
}

/** The description of a node, unchanged. */
function saidOf(node: Record<string, unknown>): string {
  return typeof node['description'] === 'string' ? node['description'].trim() : '';
}

/** The description of a node in one line. */
function wordsOf(node: Record<string, unknown>): string {
  return typeof node['description'] === 'string' ? node['description'].replaceAll(/\s+/g, ' ') : '';
}

function typesOf(node: Record<string, unknown>): readonly unknown[] {
  return Array.isArray(node['type']) ? node['type'] : [node['type']];
}

function isOfAnyType(node: Record<string, unknown>): boolean {
  return ['type', '$ref', 'anyOf', 'allOf', 'const', 'enum'].every((keyword) => !(keyword in node));
}
