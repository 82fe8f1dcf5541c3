import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { readManifest } from '../../published-packages.ts';
import { runCommand } from '../../run-command.ts';

/** A package as it is published. */
export interface Tarball {
  readonly name: string;
  readonly version: string;
  readonly file: string;
  /** The folder of its sources, from the root of the repository, such as `packages/client`. */
  readonly source: string;
  /** The folder into which it was unpacked. */
  readonly folder: string;
  /** Its files, relative to that folder, ordered by name. */
  readonly files: readonly string[];
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly packedSizeInBytes: number;
  readonly unpackedSizeInBytes: number;
}

/** Unpacks a tarball beside itself. */
export async function readTarball(file: string, source: string): Promise<Tarball> {
  const unpacked = await mkdtemp(join(dirname(file), 'unpacked-'));
  await runCommand({ cwd: unpacked }, 'tar', '-xzf', file);
  const folder = join(unpacked, 'package');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .toSorted();
  const sizes = await Promise.all(files.map(async (name) => (await stat(join(folder, name))).size));
  const manifest = await readManifest(folder);
  return {
    name: String(manifest['name']),
    version: String(manifest['version']),
    file,
    source,
    folder,
    files,
    manifest,
    packedSizeInBytes: (await stat(file)).size,
    unpackedSizeInBytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
