import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { isRecord } from '../is-record.ts';
import { greatest, isBump, type Bump } from './bump.ts';

/**
 * By how much the pending changesets raise a package.
 *
 * @throws Error naming the file, when one begins with no list of packages or rates the package in an unknown way.
 */
export async function pendingBump(folder: string, packageName: string): Promise<Bump> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return greatest(await Promise.all(names.map((name) => bumpIn(join(folder, name), packageName))));
}

async function bumpIn(file: string, packageName: string): Promise<Bump> {
  const header = /^---\r?\n([^]*?)\r?\n---/.exec(await readFile(file, 'utf8'))?.[1];
  const packages: unknown = header === undefined ? undefined : parse(header);
  if (!isRecord(packages)) {
    throw new Error(`${file} begins with no list of packages. Write it by: npx -y pnpm@12 changeset`);
  }
  const bump = packages[packageName] ?? 'none';
  if (isBump(bump)) return bump;
  throw new Error(`${file} rates ${packageName} as ${JSON.stringify(bump)}. It takes patch, minor or major.`);
}
