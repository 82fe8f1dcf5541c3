import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { readOperations } from './read-operations.ts';
import { renderOperations } from './render-operations.ts';
import { renderSchema } from './render-schema.ts';

/** A generated file, by its name inside the output folder. */
export interface RenderedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * Renders every file that the client takes from the description.
 *
 * @throws Error when the description can't be read or parsed, has no operations, or doesn't resolve.
 */
export async function renderFiles(specUrl: URL): Promise<readonly RenderedFile[]> {
  const document: unknown = parse(await readFile(specUrl, 'utf8'));
  return [
    { name: 'operations.ts', text: renderOperations(readOperations(document)) },
    { name: 'schema.ts', text: await renderSchema(document, specUrl) },
  ];
}
