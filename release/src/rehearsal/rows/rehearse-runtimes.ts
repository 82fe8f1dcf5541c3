import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { exportedPaths } from '../../exported-paths.ts';
import { isRecord } from '@licenses-usage/spec/is-record';
import { runCommand } from '../../run-command.ts';
import { locateProgram } from '../locate-program.ts';
import { projectOf, type Stage } from '../stage.ts';
import { nodes, runtimes, type Runtime } from '../supported.ts';
import type { Tarball } from '../tarball/read-tarball.ts';

/** The programs of a package, if it has them. Each prints the runtime that it ran on. */
const programs = [
  { what: 'calls by import', program: 'import.mjs', onlyNode: false },
  { what: 'calls by require', program: 'require.cjs', onlyNode: false },
  { what: 'transport for Node', program: 'node-fetch.mjs', onlyNode: true },
] as const;

/** Imports, requires and runs every package with every runtime. */
export async function rehearseRuntimes(stage: Stage): Promise<void> {
  for (const runtime of runtimes) {
    for (const tarball of stage.tarballs) await runWith(runtime, stage, tarball);
  }
}

/** Imports and requires each module of a package, runs its programs that make calls, and runs its bins. */
export async function runWith(runtime: Runtime, stage: Stage, tarball: Tarball): Promise<void> {
  const project = projectOf(stage, tarball);
  const specifiers = exportedPaths(tarball.manifest)
    .filter(({ types }) => types !== undefined)
    .map(({ specifier }) => specifier);

  const tryProgram = (what: string, program: string, args: readonly string[], expected: RegExp) =>
    stage.matrix.run({
      part: 'runtimes',
      subject: `${tarball.name}: ${what}`,
      version: runtime.name,
      place: `${tarball.source}: ${what} with ${runtime.name}`,
      repair: `Find out in ${tarball.source} what ${runtime.name} lacks, or what only the workspace has.`,
      attempt: async () => {
        const command = await locateProgram(runtime.spec, runtime.command);
        const printed = await runCommand({ cwd: project }, command, ...runtime.args, program, ...args);
        if (!expected.test(printed.trim())) throw new Error(`It printed: ${printed}`);
      },
    });

  if (specifiers.length > 0) {
    const every = new RegExp(`^${specifiers.length}$`);
    await tryProgram('import', 'every-entry.mjs', specifiers, every);
    await tryProgram('require', 'every-entry.cjs', specifiers, every);
  }
  const isNode = nodes.includes(runtime);
  for (const { what, program, onlyNode } of programs) {
    if ((onlyNode && !isNode) || !(await exists(join(project, program)))) continue;
    await tryProgram(what, program, [], literally(runtime.name));
  }
  if (!isNode) return;
  for (const name of Object.keys(isRecord(tarball.manifest['bin']) ? tarball.manifest['bin'] : {})) {
    await tryProgram(`${name} --help`, join('node_modules/.bin', name), ['--help'], /usage/i);
  }
}

function literally(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', '\\.')}$`);
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
