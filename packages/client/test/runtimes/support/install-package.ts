import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { runCommand } from './run-command.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A project that has the packed client and the test programs, and nothing else of this repository. */
    readonly consumer: string;
  }
}

const packageRoot = fileURLToPath(new URL('../../../', import.meta.url));
const programs = fileURLToPath(new URL('../programs/', import.meta.url));

export default async function installPackage(project: TestProject): Promise<() => Promise<void>> {
  const consumer = await mkdtemp(join(tmpdir(), 'licenses-usage-client-'));
  await runCommand(packageRoot, 'tsdown', ['--log-level', 'error']);
  // Only pnpm puts `publishConfig.exports` in the place of `exports`.
  await runCommand(packageRoot, 'npx', ['--yes', 'pnpm@12', 'pack', '--pack-destination', consumer]);
  const tarball = (await readdir(consumer)).find((name) => name.endsWith('.tgz'));
  if (tarball === undefined) throw new Error(`pnpm pack left no tarball in ${consumer}.`);
  await cp(programs, consumer, { recursive: true });
  await writeFile(join(consumer, 'package.json'), '{ "private": true }\n');
  await runCommand(consumer, 'npm', ['install', `./${tarball}`, '@opentelemetry/api@1.9.1', 'undici@7.30.2']);
  project.provide('consumer', consumer);
  return () => rm(consumer, { recursive: true });
}
