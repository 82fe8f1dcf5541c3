import { compileSchemas } from '../compile-schemas.ts';
import { findNodes } from '../find-nodes.ts';
import { pointerTo, type Finding } from './finding.ts';

interface Example {
  /** The path of the schema that it has to match. */
  readonly schema: readonly string[];
  readonly value: unknown;
}

/** Finds examples of parameters, headers and properties that their own schemas refuse. */
export function exampleFindings(description: Record<string, unknown>): readonly Finding[] {
  const components = ['components'];
  const examples = [
    ...findNodes(description['components'], (node) => 'example' in node && 'schema' in node, components).map(
      ({ path, node }): Example => ({ schema: [...path, 'schema'], value: node['example'] }),
    ),
    ...findNodes(
      description['components'],
      (_node, path) => path.at(-2) === 'properties',
      components,
    ).flatMap(({ path, node }) => {
      const values: readonly unknown[] = Array.isArray(node['examples']) ? node['examples'] : [];
      return values.map((value): Example => ({ schema: path, value }));
    }),
  ];
  if (examples.length === 0) throw new Error('The description has no examples to check.');
  const schemaAt = compileSchemas(description);
  return examples
    .filter(({ schema, value }) => !schemaAt(schema)(value))
    .map(({ schema, value }) => ({
      place: pointerTo(schema),
      fault: `The schema refuses its own example ${JSON.stringify(value)}.`,
    }));
}
