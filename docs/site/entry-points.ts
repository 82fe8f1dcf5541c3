import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A module that users import, and the source it is documented from. */
export interface EntryPoint {
  /** What users write after `from`. */
  readonly specifier: string;
  readonly source: string;
}

/** The modules that the packages in a folder export. @throws Error when they export none. */
export async function entryPointsIn(folder: string): Promise<readonly EntryPoint[]> {
  const names = await readdir(folder);
  const entryPoints = (await Promise.all(names.map((name) => entryPointsOf(join(folder, name))))).flat();
  if (entryPoints.length === 0) throw new Error(`No package in ${folder} exports a module.`);
  return entryPoints;
}

/** The modules that a package exports, by its manifest. A program has none. */
async function entryPointsOf(folder: string): Promise<readonly EntryPoint[]> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${folder}/package.json names no package with exports.`);
  return Object.entries(manifest.exports)
    .filter(([, source]) => typeof source === 'string' && source.endsWith('.ts'))
    .map(([subpath, source]) => ({
      specifier: `${manifest.name}${subpath.slice(1)}`,
      source: join(folder, String(source)),
    }));
}

function isManifest(value: unknown): value is { readonly name: string; readonly exports: object } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'name' in value &&
    typeof value.name === 'string' &&
    'exports' in value &&
    typeof value.exports === 'object' &&
    value.exports !== null
  );
}
