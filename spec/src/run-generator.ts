import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFiles } from './check-files.ts';
import type { Output } from './output.ts';
import { renderFiles } from './render-files.ts';
import { writeFiles } from './write-files.ts';

export type { Output };

/**
 * Generates, or with `--check` compares; gives the exit code of the process.
 *
 * @returns 0 when the files were written or are in step, 1 when one is out of step or the description can't be used.
 */
export async function runGenerator(args: readonly string[], output: Output): Promise<0 | 1> {
  try {
    const options = readOptions(args);
    const files = await renderFiles(pathToFileURL(options.spec));
    if (!options.check) {
      for (const path of await writeFiles(options.out, files)) output.log(`wrote ${path}`);
      return 0;
    }
    const messages = await checkFiles(options.out, files);
    for (const message of messages) output.error(message);
    if (messages.length > 0) return 1;
    output.log(`${files.length} generated files are in step with the API description.`);
    return 0;
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

function readOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      check: { type: 'boolean', default: false },
      spec: { type: 'string', default: pathTo('../openapi.yaml') },
      out: { type: 'string', default: pathTo('../../packages/client/src/generated') },
    },
  });
  return values;
}

function pathTo(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
