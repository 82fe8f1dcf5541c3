import { readFile } from 'node:fs/promises';
import { format } from 'oxfmt';
import { parse } from 'yaml';
import { readApi } from './read-api.ts';
import { renderClient, renderMethods } from './render-client.ts';
import { describeOperations } from './described-operations.ts';
import { renderDecoders } from './render-decoders.ts';
import { renderEmulatorExamples, renderEmulatorOperations } from './render-emulator.ts';
import { renderModels } from './render-models.ts';
import {
  renderGetOperations,
  renderLimits,
  renderListOperations,
  renderOperations,
} from './render-operations.ts';
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
  const api = readApi(document);
  const files = [
    { name: 'decoders.ts', text: renderDecoders(api, 'decoders') },
    { name: 'list-decoders.ts', text: renderDecoders(api, 'list-decoders') },
    { name: 'methods.ts', text: renderMethods(api) },
    { name: 'models.ts', text: renderModels(api) },
    { name: 'client.ts', text: renderClient(api) },
    { name: 'get-operations.ts', text: renderGetOperations(api) },
    { name: 'list-operations.ts', text: renderListOperations(api) },
    { name: 'limits.ts', text: renderLimits(api) },
    { name: 'operations.ts', text: renderOperations(api) },
  ];
  return [
    ...(await Promise.all(files.map(formatFile))),
    { name: 'schema.ts', text: await renderSchema(document, specUrl) },
  ];
}

/**
 * Renders every file that the emulator takes from the description.
 *
 * @throws Error as {@link renderFiles}, or when an example that the description refers to is not there.
 */
export async function renderEmulatorFiles(specUrl: URL): Promise<readonly RenderedFile[]> {
  const document: unknown = parse(await readFile(specUrl, 'utf8'));
  const operations = await describeOperations(document, specUrl);
  const files = [
    { name: 'operations.ts', text: renderEmulatorOperations(document, operations) },
    { name: 'examples.ts', text: renderEmulatorExamples(document, readApi(document), operations) },
  ];
  return await Promise.all(files.map(formatFile));
}

/** In the style of the files beside them: they are read like any other. */
async function formatFile({ name, text }: RenderedFile): Promise<RenderedFile> {
  const { code, errors } = await format(name, text, { printWidth: 110, singleQuote: true });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${name} can't be formatted: ${error.message}`);
  return { name, text: code };
}
