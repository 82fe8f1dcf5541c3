import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A module that users import, and the source it is documented from. */
export interface EntryPoint {
  /** What users write after `from`. */
  readonly specifier: string;
  readonly source: string;
}

/** The modules that a package exports, as its manifest says. @throws Error when it exports none. */
export async function entryPointsOf(folder: string): Promise<readonly EntryPoint[]> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  if (!isManifest(manifest)) throw new Error(`${folder}/package.json names no package with exports.`);
  const entryPoints = Object.entries(manifest.exports)
    .filter(([, source]) => typeof source === 'string' && source.endsWith('.ts'))
    .map(([subpath, source]) => ({
      specifier: `${manifest.name}${subpath.slice(1)}`,
      source: join(folder, String(source)),
    }));
  if (entryPoints.length === 0) throw new Error(`${folder}/package.json exports no module.`);
  return entryPoints;
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
