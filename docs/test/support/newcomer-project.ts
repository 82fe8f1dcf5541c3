import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { hasRedisServer, startRedisServer } from '@licenses-usage/testing/redis-server';
import type { TestProject } from 'vitest/node';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../..', import.meta.url));
const packages = ['client', 'emulator', 'history', 'fleet', 'cli'] as const;
/** The packages that the documents tell a reader to install in addition. */
const installed = ['tsx', 'undici', '@opentelemetry/api', 'bullmq', 'ioredis'] as const;

declare module 'vitest' {
  export interface ProvidedContext {
    /** A folder in which the packed packages are installed. */
    readonly project: string;
    /** The Node.js that runs the documents' code: the oldest one on this machine. */
    readonly node: string;
    /** A Redis for the documents; undefined when none is installed. */
    readonly redisUrl: string | undefined;
  }
}

/** Packs the packages as they are published and installs them into an empty folder, as a reader would. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const project = await mkdtemp(join(tmpdir(), 'newcomer-'));
  // What `npm init -y` writes: only files that end in `.mts` are modules.
  await writeFile(join(project, 'package.json'), '{ "type": "commonjs", "private": true }\n');
  await Promise.all(packages.map((name) => installPackage(join(root, 'packages', name), project)));
  for (const name of installed) await link(await locate(name), join(project, 'node_modules', name));
  provide('project', project);
  provide('node', oldestNode());
  const redis = hasRedisServer() ? await startRedisServer() : undefined;
  provide('redisUrl', redis?.url);
  return async () => {
    await redis?.stop();
    await rm(project, { recursive: true });
  };
}

async function installPackage(folder: string, project: string): Promise<void> {
  const into = await mkdtemp(join(tmpdir(), 'packed-'));
  // Only pnpm replaces `exports` by those of `publishConfig`, and `workspace:` by versions.
  await run('pnpm', ['pack', '--pack-destination', into], { cwd: folder });
  const [tarball] = await readdir(into);
  if (tarball === undefined) throw new Error(`pnpm pack left no tarball of ${folder}.`);
  await run('tar', ['-xzf', join(into, tarball), '-C', into]);
  const manifest: unknown = JSON.parse(await readFile(join(into, 'package/package.json'), 'utf8'));
  const { name, dependencies } = requireManifest(manifest, folder);
  const installedAt = join(project, 'node_modules', name);
  await mkdir(join(installedAt, '..'), { recursive: true });
  await cp(join(into, 'package'), installedAt, { recursive: true });
  await rm(into, { recursive: true });
  for (const dependency of dependencies.filter((its) => !its.startsWith('@licenses-usage/')))
    await link(join(folder, 'node_modules', dependency), join(project, 'node_modules', dependency));
}

async function link(target: string, path: string): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true });
  await symlink(target, path, 'dir').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

async function locate(name: string): Promise<string> {
  for (const member of ['docs', 'packages/client', 'packages/fleet']) {
    const folder = join(root, member, 'node_modules', name);
    const isThere = await readdir(folder).then(
      () => true,
      () => false,
    );
    if (isThere) return folder;
  }
  throw new Error(`${name} is not installed.`);
}

function requireManifest(manifest: unknown, folder: string): { name: string; dependencies: string[] } {
  const isObject = typeof manifest === 'object' && manifest !== null;
  if (!isObject || !('name' in manifest) || typeof manifest.name !== 'string')
    throw new Error(`The package.json packed from ${folder} has no name.`);
  const dependencies = 'dependencies' in manifest ? Object.keys(Object(manifest.dependencies)) : [];
  return { name: manifest.name, dependencies };
}

/** The scripts of this repository put a newer Node.js first on the PATH. Readers run their own. */
function oldestNode(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders
    .filter((folder) => !folder.includes(`node_modules${sep}`))
    .map((folder) => join(folder, 'node'))
    .flatMap((node) => {
      try {
        const version = execFileSync(node, ['--version'], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        return [{ node, major: Number(/^v(\d+)/.exec(version)?.[1]) }];
      } catch {
        return [];
      }
    })
    .toSorted((left, right) => left.major - right.major);
  return found[0]?.node ?? process.execPath;
}
