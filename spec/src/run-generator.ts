import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFiles } from './check-files.ts';
import type { Output } from './output.ts';
import { renderEmulatorFiles, renderFiles, type RenderedFile } from './render-files.ts';

/**
 * Generates the files, or compares them with `--check`. Returns the exit code of the process.
 *
 * @returns 0 when the files were written or are up to date, 1 when one is out of date or the description is invalid.
 */
export async function runGenerator(args: readonly string[], output: Output): Promise<0 | 1> {
  try {
    const options = readOptions(args);
    const folders = await render(options);
    if (!options.check) {
      for (const { folder, files } of folders)
        for (const path of await writeFiles(folder, files)) output.log(`wrote ${path}`);
      return 0;
    }
    const messages = await Promise.all(folders.map(({ folder, files }) => checkFiles(folder, files)));
    for (const message of messages.flat()) output.error(message);
    if (messages.flat().length > 0) return 1;
    const count = folders.flatMap(({ files }) => files).length;
    output.log(`${count} generated files are in step with the API description.`);
    return 0;
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

interface Folder {
  readonly folder: string;
  readonly files: readonly RenderedFile[];
}

async function render({ spec, out, emulator }: ReturnType<typeof readOptions>): Promise<readonly Folder[]> {
  const url = pathToFileURL(spec);
  // With another folder for the client's files, the emulator's are generated only on request.
  const ofEmulator =
    emulator ?? (out === undefined ? pathTo('../../packages/emulator/src/generated') : undefined);
  return await Promise.all([
    renderFiles(url).then((files) => ({
      folder: out ?? pathTo('../../packages/client/src/generated'),
      files,
    })),
    ...(ofEmulator === undefined
      ? []
      : [renderEmulatorFiles(url).then((files) => ({ folder: ofEmulator, files }))]),
  ]);
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      spec: { type: 'string', default: pathTo('../openapi.yaml') },
      out: { type: 'string' },
      emulator: { type: 'string' },
    },
  });
  return values;
}

function pathTo(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}

/** Writes the files into a folder, which is created if missing. Returns the written paths. */
async function writeFiles(folder: string, files: readonly RenderedFile[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return await Promise.all(
    files.map(async ({ name, text }) => {
      const path = join(folder, name);
      await writeFile(path, text);
      return path;
    }),
  );
}
