import { readFile } from 'node:fs/promises';

import { closedSchema } from '../documents/closed-schema.ts';
import type { Description } from '../documents/description.ts';
import { objectOf, pointerTo, valueAt } from '../documents/json.ts';
import { descriptionFile } from '../documents/load.ts';
import { shapesAt } from '../documents/shape.ts';
import { validatorOf } from '../documents/validator.ts';
import type { Finding } from './finding.ts';

/** The documented bodies are allowed by the description, and have no undescribed elements. */
export async function checkDocumentedBodies({
  operations,
  document,
}: Description): Promise<readonly Finding[]> {
  const schemas = new Map(
    operations.flatMap(({ responses }) =>
      responses.map(({ schema }) => [pointerTo(schema), schema] as const),
    ),
  );
  const examples = [...schemas.values()].flatMap((schema) => {
    const listed = objectOf(valueAt(document, [...schema.slice(0, -1), 'examples']));
    return Object.entries(listed).map(([name, example]) => ({ schema, name, example: objectOf(example) }));
  });
  if (examples.length === 0) throw new Error('The description has no examples to check.');
  const found = await Promise.all(
    examples.map(async ({ schema, name, example: { externalValue, value } }) => {
      const file = typeof externalValue === 'string' ? externalValue : undefined;
      const body: unknown =
        file === undefined ? value : JSON.parse(await readFile(new URL(file, descriptionFile), 'utf8'));
      const validator = validatorOf(document);
      const faults = shapesAt(document, schema).map((shape) => validator.errors(closedSchema(shape), body));
      return (faults.some((each) => each.length === 0) ? [] : faults.flat()).map((fault) => ({
        place: `${file ?? name} at ${pointerTo(schema)}`,
        fault: `The documented body is not one that the description allows: ${fault}.`,
        repair: 'Correct spec/openapi.yaml, or the example if it is not what the documentation has.',
      }));
    }),
  );
  return found.flat();
}
