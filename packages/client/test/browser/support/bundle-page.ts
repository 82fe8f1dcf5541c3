import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/**
 * The page's program and the client, as a bundler for browsers makes them, by the paths that the page finds them at: the
 * code that walks over lists is a file of its own, which the page loads when it lists something.
 */
export async function bundlePage(): Promise<ReadonlyMap<string, string>> {
  const input = fileURLToPath(new URL('../page/page.ts', import.meta.url));
  const bundle = await rolldown({ input, platform: 'browser', onLog: refuse });
  const { output } = await bundle.generate({ format: 'esm' });
  const files = output.filter((file) => file.type === 'chunk');
  return new Map(files.map(({ fileName, code }) => [`/${fileName}`, code]));
}

/** Warnings of the bundler are errors: a module that only Node.js has would break the page. */
function refuse(_level: string, log: { readonly message: string }): never {
  throw new Error(log.message);
}
