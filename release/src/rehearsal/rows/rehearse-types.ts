import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportedPaths } from '../../exported-paths.ts';
import { runCommand } from '../../run-command.ts';
import { locateProgram } from '../locate-program.ts';
import { projectOf, type Stage } from '../stage.ts';
import { compilers } from '../supported.ts';
import type { Tarball } from '../tarball/read-tarball.ts';

const settings = {
  NodeNext: ['--module', 'nodenext', '--moduleResolution', 'nodenext'],
  Bundler: ['--module', 'esnext', '--moduleResolution', 'bundler'],
} as const;

const strict = [
  '--strict',
  '--exactOptionalPropertyTypes',
  '--noUncheckedIndexedAccess',
  '--noEmit',
  '--target',
  'es2022',
  '--lib',
  'es2022,dom,dom.iterable,dom.asynciterable',
  '--skipLibCheck',
  'false',
];

/** Compiles a user's program, and the declarations themselves, with every compiler. */
export async function rehearseTypes(stage: Stage): Promise<void> {
  for (const tarball of stage.tarballs) {
    for (const version of compilers) await compileWith(version, stage, tarball);
  }
}

/** Compiles a user's program of one package with both module resolutions. */
export async function compileWith(version: string, stage: Stage, tarball: Tarball): Promise<void> {
  const modules = exportedPaths(tarball.manifest).filter(({ types }) => types !== undefined);
  if (modules.length === 0) return;
  const project = projectOf(stage, tarball);
  const lines = modules.map(({ specifier }, index) => `export * as m${index} from '${specifier}';\n`);
  await writeFile(join(project, 'every-entry.mts'), lines.join(''));
  for (const [resolution, args] of Object.entries(settings)) {
    await stage.matrix.run({
      part: 'types',
      subject: `${tarball.name}: ${resolution}, skipLibCheck false`,
      version: `TypeScript ${version}`,
      place: `${tarball.source}: declarations`,
      repair: `Change the type so that TypeScript ${version} takes it: it is one of those that are supported.`,
      attempt: async () => {
        const compiler = await locateProgram(`typescript@${version}`, 'tsc');
        const files = ['every-entry.mts', ...(await exists(join(project, 'types.mts')))];
        await runCommand({ cwd: project }, compiler, ...strict, ...args, ...files);
      },
    });
  }
}

function exists(file: string): Promise<readonly string[]> {
  return access(file).then(
    () => [file],
    () => [],
  );
}
