import type { Matrix } from './matrix.ts';
import type { Registry } from './registry.ts';
import type { Tarball } from './tarball/read-tarball.ts';

/** The setup for the rows of a part. */
export interface Stage {
  readonly matrix: Matrix;
  readonly registry: Registry;
  readonly tarballs: readonly Tarball[];
  /** The copy of the repository. */
  readonly copy: string;
  /** The project that has only one package, by the name of the package. */
  readonly projects: ReadonlyMap<string, string>;
  /** An empty folder for anything else that a part needs. */
  readonly workshop: string;
}

/** The project in which only this package is installed. */
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
