import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isRecord } from '@licenses-usage/spec/is-record';
import { readManifest } from '../published-packages.ts';
import { runCommand } from '../run-command.ts';
import type { Registry } from './registry.ts';

const programs = fileURLToPath(new URL('../../programs/', import.meta.url));

/** Creates a project with these dependencies and programs, and nothing else of this repository. */
export async function createProject(
  folder: string,
  { env }: Registry,
  dependencies: Readonly<Record<string, string>>,
  folders: readonly string[],
  devDependencies: Readonly<Record<string, string>> = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of folders) {
    if (existsSync(join(programs, name))) await cp(join(programs, name), folder, { recursive: true });
  }
  const manifest = { private: true, dependencies, devDependencies };
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  await runCommand({ cwd: folder, env }, 'npm', 'install');
}

/** The installed version of a package in a project. */
export async function installedVersion(folder: string, name: string): Promise<string> {
  return String((await readManifest(join(folder, 'node_modules', name)))['version']);
}

/** How many packages were installed in addition to the requested one. */
export async function countDependencies(folder: string): Promise<number> {
  const lock: unknown = JSON.parse(await readFile(join(folder, 'package-lock.json'), 'utf8'));
  const packages = isRecord(lock) ? lock['packages'] : undefined;
  if (!isRecord(packages)) throw new Error(`npm left no list of packages in ${folder}.`);
  const installed = Object.values(packages).filter(
    (entry) => isRecord(entry) && entry['dev'] !== true && entry['devOptional'] !== true,
  );
  // Without the project itself and the requested package.
  return installed.length - 2;
}
