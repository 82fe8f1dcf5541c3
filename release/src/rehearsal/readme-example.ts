import { readFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/**
 * The first program of a package's README, as JavaScript.
 *
 * @throws Error when there is none: it is the first thing that people copy.
 */
export async function readFirstExample(folder: string): Promise<string> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const code = /^```ts\n(import [^]*?)^```$/m.exec(readme)?.[1];
  if (code === undefined) throw new Error(`${folder}/README.md shows no program that imports something.`);
  return stripTypeScriptTypes(code);
}

/** The arguments of the first command of a package's README that runs the package by npx; undefined when it shows none. */
export async function readFirstCommand(folder: string, name: string): Promise<readonly string[] | undefined> {
  const readme = await readFile(join(folder, 'README.md'), 'utf8');
  const line = readme.split('\n').find((one) => one.startsWith(`npx ${name} `));
  return line?.split(/\s+/).slice(2);
}
