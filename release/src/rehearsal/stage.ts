import type { Matrix } from './matrix.ts';
import type { Registry } from './registry.ts';
import type { Tarball } from './tarball/read-tarball.ts';

/** What the rows of a part are tried on. */
export interface Stage {
  readonly matrix: Matrix;
  readonly registry: Registry;
  readonly tarballs: readonly Tarball[];
  /** The copy of the repository. */
  readonly copy: string;
  /** Where each package is installed alone: the folder by its name. */
  readonly projects: ReadonlyMap<string, string>;
  /** Empty, for whatever else a part needs. */
  readonly workshop: string;
}

/** Where a package is installed alone. */
export function projectOf({ projects }: Stage, { name }: Tarball): string {
  const folder = projects.get(name);
  if (folder === undefined) throw new Error(`${name} is not installed anywhere.`);
  return folder;
}

export function tarballOf({ tarballs }: Stage, source: string): Tarball {
  const found = tarballs.find((tarball) => tarball.source === source);
  if (found === undefined) throw new Error(`${source} is not packed.`);
  return found;
}
