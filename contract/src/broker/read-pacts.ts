import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The folder of the client's pacts, and their consumers. */
export interface Pacts {
  readonly folder: string;
  readonly consumers: readonly string[];
}

/** @throws Error when there is no pact, or one that names no consumer. */
export async function readPacts(): Promise<Pacts> {
  const folder = new URL('pacts/', import.meta.resolve('@licenses-usage/client/package.json'));
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  if (names.length === 0) throw new Error('There is no pact to publish. Write it by: npx -y pnpm@12 test');
  const consumers = await Promise.all(
    names.map(async (name) => consumerIn(name, await readFile(new URL(name, folder), 'utf8'))),
  );
  return { folder: fileURLToPath(folder), consumers: [...new Set(consumers)] };
}

function consumerIn(file: string, text: string): string {
  const name = /"consumer":\s*\{\s*"name":\s*"([^"]+)"/.exec(text)?.[1];
  if (name === undefined) throw new Error(`${file} names no consumer, so it is no pact.`);
  return name;
}
