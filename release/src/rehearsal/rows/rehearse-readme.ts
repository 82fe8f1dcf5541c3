import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../../run-command.ts';
import { createProject } from '../fresh-project.ts';
import { locateProgram } from '../locate-program.ts';
import { readFirstCommand, readFirstExample } from '../readme-example.ts';
import { projectOf, tarballOf, type Stage } from '../stage.ts';
import { nodes, runtimes, type Runtime } from '../supported.ts';

/** Runs the first example and command of each README with every runtime, like a new user. */
export async function rehearseReadme(stage: Stage): Promise<void> {
  const project = await createReadmeProject(stage);
  for (const runtime of runtimes) await runReadmeExample(stage, project, runtime);
  for (const tarball of stage.tarballs) {
    const [bin] = Object.keys(Object(tarball.manifest['bin']));
    const args = await readFirstCommand(tarball.folder, tarball.name);
    // A server does not end.
    if (bin === undefined || args === undefined || args.includes('--port')) continue;
    for (const runtime of nodes) {
      await stage.matrix.run({
        part: 'readme',
        subject: `${tarball.name}: ${args.join(' ')}`,
        version: runtime.name,
        place: `${tarball.source}/README.md: its first command`,
        repair: 'Repair the program, or the README that promises it.',
        attempt: async () => {
          const command = await locateProgram(runtime.spec, runtime.command);
          const program = join('node_modules/.bin', bin);
          const printed = await runCommand({ cwd: projectOf(stage, tarball) }, command, program, ...args);
          if (printed.trim() === '') throw new Error('It printed nothing.');
        },
      });
    }
  }
}

/** Creates a project with the client, the emulator, and the first example of the client's README. */
export async function createReadmeProject(stage: Stage): Promise<string> {
  const project = join(stage.workshop, 'readme');
  const dependencies = Object.fromEntries(stage.tarballs.map(({ name, version }) => [name, `^${version}`]));
  await createProject(project, stage.registry, dependencies, ['readme']);
  const example = await readFirstExample(tarballOf(stage, 'packages/client').folder);
  await writeFile(join(project, 'example.mjs'), example);
  return project;
}

export async function runReadmeExample(stage: Stage, project: string, runtime: Runtime): Promise<void> {
  await stage.matrix.run({
    part: 'readme',
    subject: '@licenses-usage/client: first example',
    version: runtime.name,
    place: 'packages/client/README.md: its first example',
    repair: 'Repair the client or the emulator, or the README that promises it.',
    attempt: async () => {
      const command = await locateProgram(runtime.spec, runtime.command);
      const printed = await runCommand({ cwd: project }, command, ...runtime.args, 'against-emulator.mjs');
      const lines = printed.trim().split('\n');
      if (lines.length < 2 || !/^requests: [1-9]/.test(lines.at(-1) ?? '')) {
        throw new Error(`It printed no rows: ${printed}`);
      }
    },
  });
}
