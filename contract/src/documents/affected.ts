import type { Description } from './description.ts';
import type { Interaction } from './interaction.ts';
import { isObject, type JsonObject, keysOf, valueAt } from './json.ts';
import { routeOf } from './route.ts';

/**
 * Finds the interactions for which another description differs, as a whole or in their requests. The others need no
 * new check.
 */
export function affectedInteractions(
  part: 'whole' | 'request',
  before: Description,
  after: Description,
  interactions: readonly Interaction[],
): readonly Interaction[] {
  const [old, changed] = [createReader(before, part), createReader(after, part)];
  return interactions.filter((interaction) => old(interaction) !== changed(interaction));
}

/** Creates a function that returns everything that a description says about an interaction, as text. */
function createReader(
  description: Description,
  part: 'whole' | 'request',
): (interaction: Interaction) => string {
  const said = new Map<string, string>();
  return (interaction) => {
    const route = routeOf(description, interaction);
    if (route === undefined) return '';
    const { operation, response } = route;
    const key = `${operation.operationId} ${response.status}`;
    const known =
      said.get(key) ??
      JSON.stringify([
        operation.parameters.map(({ schema, ...parameter }) => [
          parameter,
          inlined(description.document, schema),
        ]),
        ...(part === 'request'
          ? []
          : [
              response,
              response.headers.map(({ schema }) => inlined(description.document, schema)),
              inlined(description.document, response.schema),
            ]),
      ]);
    said.set(key, known);
    return known;
  };
}

/** The schema with its references resolved, and without keywords that affect no value. */
function inlined(document: JsonObject, keys: readonly string[]): unknown {
  const inline = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(inline);
    if (!isObject(node)) return node;
    const { $ref } = node;
    const target = typeof $ref === 'string' ? inline(valueAt(document, keysOf($ref.slice(1)))) : undefined;
    // A property may also be called description, and then it is not text.
    const own = Object.entries(node).filter(
      ([key, value]) => key !== '$ref' && !(key === 'description' && typeof value === 'string'),
    );
    return [target, ...own.map(([key, value]) => [key, inline(value)])];
  };
  return inline(valueAt(document, keys));
}
