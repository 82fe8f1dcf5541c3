/**
 * Generates the client's types and operation table from the API description.
 *
 *     node src/generate.ts [--check] [--spec <file>] [--out <folder>]
 *
 * With `--check` it writes nothing, and exits with 1 when a file of the folder differs from what it would write.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFiles } from './check-files.ts';
import { renderFiles } from './render-files.ts';
import { writeFiles } from './write-files.ts';

try {
  await generate();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function generate(): Promise<void> {
  const { values } = parseArgs({
    options: {
      check: { type: 'boolean', default: false },
      spec: { type: 'string', default: fileURLToPath(new URL('../openapi.yaml', import.meta.url)) },
      out: {
        type: 'string',
        default: fileURLToPath(new URL('../../packages/client/src/generated', import.meta.url)),
      },
    },
  });
  const files = await renderFiles(pathToFileURL(values.spec));
  if (!values.check) {
    for (const path of await writeFiles(values.out, files)) console.log(`wrote ${path}`);
    return;
  }
  const messages = await checkFiles(values.out, files);
  if (messages.length > 0) throw new Error(messages.join('\n'));
  console.log(`${files.length} generated files are in step with the API description.`);
}
