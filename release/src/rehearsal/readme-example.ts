import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/**
 * Reads the first program in a package's README, as JavaScript.
 *
 * @throws Error when there is none, because it is the first thing that people copy.
 */
export async function readFirstExample(folder: string): Promise<string> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const code = /^```ts\n(import [^]*?)^```$/m.exec(readme)?.[1];
  if (code === undefined) throw new Error(`${folder}/README.md shows no program that imports something.`);
  return stripTypeScriptTypes(code);
}

/**
 * Reads the arguments of the first `npx` command in a package's README that runs the package; undefined when there is
 * none.
 */
export async function readFirstCommand(folder: string, name: string): Promise<readonly string[] | undefined> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const line = readme.split('\n').find((one) => one.startsWith(`npx ${name} `));
  return line?.split(/\s+/).slice(2);
}
