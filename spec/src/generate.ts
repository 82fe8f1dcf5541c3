/**
 * Generates the client's types and operation table from the API description.
 *
 *     node src/generate.ts [--check] [--spec <file>] [--out <folder>]
 *
 * With `--check` it writes nothing and exits with 1 when a file of the folder differs from what it would write.
 */
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { checkFiles } from './check-files.ts';
import { renderFiles } from './render-files.ts';
import { writeFiles } from './write-files.ts';

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

if (values.check) {
  const messages = await checkFiles(values.out, files);
  for (const message of messages) console.error(message);
  if (messages.length > 0) process.exitCode = 1;
  else console.log(`${files.length} generated files are in step with the API description.`);
} else {
  for (const path of await writeFiles(values.out, files)) console.log(`wrote ${path}`);
}
