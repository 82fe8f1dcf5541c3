import { readFile } from 'node:fs/promises';
import { format } from 'oxfmt';
import { parse } from 'yaml';
import { describeOperations } from './described-operations.ts';
import { readApi, type Api } from './read-api.ts';
import { renderClient } from './render/client.ts';
import { renderDecoders, renderListDecoders, renderSeekDecoders } from './render/decoders.ts';
import { renderEmulatorExamples, renderEmulatorOperations } from './render/emulator.ts';
import { importsOf, type Module } from './render/imports.ts';
import { renderModels } from './render/models.ts';
import { renderLimits, renderLists, renderMethods, renderOperations } from './render/operations.ts';
import { renderSchema } from './render/schema.ts';

/** The command that updates the generated files from the API description. */
export const repairCommand = 'npx -y pnpm@12 generate';

/** The first lines of every generated file. */
const generatedHeader = `// Generated from spec/openapi.yaml. Do not edit: change the description, then run \`${repairCommand}\`.\n\n`;

/** A generated file, by its name inside the output folder. */
export interface RenderedFile {
  readonly name: string;
  readonly text: string;
}

/** The modules of the client but its wire types, without the imports. */
export function renderModules(api: Api): readonly Module[] {
  return [
    { name: 'decoders.ts', body: renderDecoders(api), uses: ['models.ts'] },
    { name: 'list-decoders.ts', body: renderListDecoders(api), uses: ['decoders.ts', 'models.ts'] },
    {
      name: 'seek-decoders.ts',
      body: renderSeekDecoders(api),
      uses: ['decoders.ts', 'list-decoders.ts', 'models.ts'],
    },
    { name: 'methods.ts', body: renderMethods(api), uses: ['client.ts', 'operations.ts'] },
    { name: 'models.ts', body: renderModels(api), uses: [] },
    { name: 'client.ts', body: renderClient(api), uses: ['models.ts'] },
    ...(['skip', 'seek'] as const).map((kind) => ({
      name: `${kind}-lists.ts`,
      body: renderLists(api, kind),
      uses: ['decoders.ts', 'list-decoders.ts', 'seek-decoders.ts', 'models.ts'],
    })),
    { name: 'limits.ts', body: renderLimits(api), uses: [] },
    { name: 'operations.ts', body: renderOperations(api), uses: ['decoders.ts'] },
  ];
}

/**
 * Renders every generated file of the client.
 *
 * @throws Error when the description can't be read or parsed, has no operations, or has unresolved references.
 */
export async function renderFiles(specUrl: URL): Promise<readonly RenderedFile[]> {
  const document: unknown = parse(await readFile(specUrl, 'utf8'));
  const modules = renderModules(readApi(document));
  return Promise.all([
    ...modules.map((each) => formatFile(each.name, `${importsOf(each, modules)}\n${each.body}`)),
    renderSchema(document, specUrl).then((text) => ({ name: 'schema.ts', text: generatedHeader + text })),
  ]);
}

/**
 * Renders every generated file of the emulator.
 *
 * @throws Error like {@link renderFiles}, or when a referenced example is missing.
 */
export async function renderEmulatorFiles(specUrl: URL): Promise<readonly RenderedFile[]> {
  const document: unknown = parse(await readFile(specUrl, 'utf8'));
  const operations = await describeOperations(document, specUrl);
  return Promise.all([
    formatFile('operations.ts', renderEmulatorOperations(document, operations)),
    formatFile('examples.ts', renderEmulatorExamples(document, readApi(document), operations)),
  ]);
}

/** Formats generated files like all others, because they are read too. */
async function formatFile(name: string, body: string): Promise<RenderedFile> {
  const { code, errors } = await format(name, generatedHeader + body, { printWidth: 110, singleQuote: true });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${name} can't be formatted: ${error.message}`);
  return { name, text: code };
}
