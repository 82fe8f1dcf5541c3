import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * Bundles the program of a worker into one file, as in a deployment. From its sources it would take twice the time to
 * start, mostly to strip types.
 */
export async function bundleWorker(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('worker.ts', import.meta.url)),
    platform: 'node',
    logLevel: 'silent',
    external: ['pg', 'redis'],
  });
  await bundle.write({ dir: folder, format: 'esm' });
  await bundle.close();
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return join(folder, 'worker.js');
}
