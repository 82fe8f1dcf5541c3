import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord } from '@licenses-usage/spec/is-record';

export interface PublishedPackage {
  readonly name: string;
  /** From the root of the repository, such as `packages/client`. */
  readonly folder: string;
  readonly version: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/**
 * The published packages, dependencies first: all packages in `packages/` that are not private.
 *
 * @throws Error when there is none: a release of nothing is a mistake.
 */
export async function findPublishedPackages(root: string): Promise<readonly PublishedPackage[]> {
  const names = (await readdir(join(root, 'packages'))).toSorted();
  const found = await Promise.all(names.map((name) => readPackage(root, `packages/${name}`)));
  const published = found.filter(({ manifest }) => manifest['private'] !== true);
  if (published.length === 0) throw new Error(`Nothing in ${join(root, 'packages')} is published.`);
  return inOrderOfDependence(published);
}

/** A package is published after its dependencies, so that it can always be installed. */
function inOrderOfDependence(members: readonly PublishedPackage[]): readonly PublishedPackage[] {
  const names = new Set(members.map(({ name }) => name));
  const ordered: PublishedPackage[] = [];
  while (ordered.length < members.length) {
    const next = members.find(({ name, manifest }) => {
      const needed = ['dependencies', 'peerDependencies'].flatMap((kind) =>
        isRecord(manifest[kind]) ? Object.keys(manifest[kind]) : [],
      );
      const isReady = needed.every((one) => !names.has(one) || ordered.some((other) => other.name === one));
      return isReady && !ordered.some((other) => other.name === name);
    });
    if (next === undefined) throw new Error('The published packages depend on one another in a circle.');
    ordered.push(next);
  }
  return ordered;
}

async function readPackage(root: string, folder: string): Promise<PublishedPackage> {
  const manifest = await readManifest(join(root, folder));
  return { name: String(manifest['name']), folder, version: String(manifest['version']), manifest };
}

/** The package.json of a folder. */
export async function readManifest(folder: string): Promise<Readonly<Record<string, unknown>>> {
  const file = join(folder, 'package.json');
  const manifest: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (isRecord(manifest)) return manifest;
  throw new Error(`${file} holds no object.`);
}
