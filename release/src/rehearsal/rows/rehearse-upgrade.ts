import { join } from 'node:path';
import { runCommand } from '../../run-command.ts';
import { installedVersion } from '../fresh-project.ts';
import type { Matrix } from '../matrix.ts';
import { packPackages } from '../pack-packages.ts';
import { planNextPatch, raiseVersions } from '../raise-versions.ts';
import { publish } from '../registry.ts';
import { projectOf, type Stage } from '../stage.ts';
import { compilers, nodes } from '../supported.ts';
import type { Tarball } from '../tarball/read-tarball.ts';
import { createReadmeProject, runReadmeExample } from './rehearse-readme.ts';
import { runWith } from './rehearse-runtimes.ts';
import { compileWith } from './rehearse-types.ts';

/** Publishes the next version of every package, and updates the projects that have the current one. */
export async function rehearseUpgrade(before: Stage): Promise<void> {
  const { matrix, registry, copy, workshop } = before;
  let tarballs: readonly Tarball[] = [];
  const row = { part: 'upgrade', version: '', place: 'the next release' } as const;
  const isPublished = await matrix.run({
    ...row,
    subject: 'raise by a patch, pack, publish',
    repair: 'Repair what raises or packs the packages.',
    attempt: async () => {
      await planNextPatch(copy);
      await raiseVersions(copy);
      tarballs = await packPackages(copy, join(workshop, 'next'), undefined);
      for (const { file } of tarballs) await publish(registry, file, workshop);
    },
  });
  if (!isPublished) return;
  const upgraded: Matrix = { ...matrix, run: (tried) => matrix.run({ ...tried, part: 'upgrade' }) };
  const stage: Stage = { ...before, matrix: upgraded, tarballs };
  for (const tarball of tarballs) {
    await matrix.run({
      ...row,
      subject: `${tarball.name}: npm update`,
      version: tarball.version,
      repair: 'See which range keeps the next version out.',
      attempt: async () => {
        const project = projectOf(stage, tarball);
        await runCommand({ cwd: project, env: registry.env }, 'npm', 'update', '--prefer-online');
        const installed = await installedVersion(project, tarball.name);
        if (installed !== tarball.version) throw new Error(`It stays at ${installed}.`);
      },
    });
    for (const runtime of [nodes.at(0), nodes.at(-1)]) {
      if (runtime !== undefined) await runWith(runtime, stage, tarball);
    }
    for (const version of [compilers[0], compilers[3]]) await compileWith(version, stage, tarball);
  }
  const [oldest] = nodes;
  if (oldest !== undefined) await runReadmeExample(stage, await createReadmeProject(stage), oldest);
}
