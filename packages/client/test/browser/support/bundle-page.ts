import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

/** The page's program and the client in one file, as a bundler for browsers makes it. */
export async function bundlePage(): Promise<string> {
  const input = fileURLToPath(new URL('../page/page.ts', import.meta.url));
  const bundle = await rolldown({ input, platform: 'browser', onLog: refuse });
  const { output } = await bundle.generate({ format: 'esm' });
  return output[0].code;
}

/** What a bundler warns of, such as a module that only Node has, breaks in the page. */
function refuse(_level: string, log: { readonly message: string }): never {
  throw new Error(log.message);
}
