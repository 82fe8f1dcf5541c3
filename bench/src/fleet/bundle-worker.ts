import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** Keeps the compiled code between the lives of workers, before it loads the rest. */
const entry = `import module from 'node:module';
module.enableCompileCache(import.meta.dirname);
await import('./worker.js');
`;

/**
 * Bundles the program of a worker, as in a deployment. From its sources it would take twice the time to start, mostly
 * to strip types.
 */
export async function bundleWorker(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('worker.ts', import.meta.url)),
    platform: 'node',
    logLevel: 'silent',
    external: ['pg', 'redis'],
  });
  await bundle.write({ dir: folder, format: 'esm', minify: true });
  await bundle.close();
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const program = join(folder, 'start.js');
  await writeFile(program, entry);
  return program;
}
