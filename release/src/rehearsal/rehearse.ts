import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { isRecord } from '@licenses-usage/spec/is-record';
import type { Output } from '@licenses-usage/spec/output';
import { copyRepository } from './copy-repository.ts';
import { createProject } from './fresh-project.ts';
import { createMatrix, type Matrix } from './matrix.ts';
import { repositoryUrl } from './name-repository.ts';
import { packPackages } from './pack-packages.ts';
import type { Part } from './matrix.ts';
import { raiseVersions } from './raise-versions.ts';
import { publish, startRegistry } from './registry.ts';
import { reportSizes } from './report-sizes.ts';
import { rehearseBrowser } from './rows/rehearse-browser.ts';
import { rehearsePackages } from './rows/rehearse-packages.ts';
import { rehearseReadme } from './rows/rehearse-readme.ts';
import { rehearseRuntimes } from './rows/rehearse-runtimes.ts';
import { rehearseTypes } from './rows/rehearse-types.ts';
import { rehearseUpgrade } from './rows/rehearse-upgrade.ts';
import { projectOf, type Stage } from './stage.ts';
import { peers } from './supported.ts';
import type { Tarball } from './tarball/read-tarball.ts';

export interface RehearsalOptions {
  readonly root: string;
  readonly parts: readonly Part[];
  /** The folder for the tarballs after a success. */
  readonly out: string | undefined;
}

const rehearsals: Readonly<Record<Part, (stage: Stage) => Promise<void>>> = {
  packages: rehearsePackages,
  types: rehearseTypes,
  runtimes: rehearseRuntimes,
  readme: rehearseReadme,
  browser: rehearseBrowser,
  upgrade: rehearseUpgrade,
};

/**
 * Releases the packages to a registry on this machine and uses them from there. Returns whether everything succeeded.
 */
export async function rehearse(options: RehearsalOptions, output: Output): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), 'release-'));
  const matrix = createMatrix(output);
  try {
    const tarballs = await prepare(matrix, options, folder, output);
    if (tarballs !== undefined) await perform(matrix, options, folder, tarballs, output);
    const isWell = matrix.conclude();
    if (isWell && tarballs !== undefined && options.out !== undefined) {
      await keepTarballs(tarballs, options.out);
      output.log(`The tarballs are in ${options.out}.`);
    }
    return isWell;
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Keeps the tarballs, with a list of their names in the order of publication. */
async function keepTarballs(tarballs: readonly Tarball[], out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const { file } of tarballs) await cp(file, join(out, basename(file)));
  await writeFile(join(out, 'tarballs.txt'), tarballs.map(({ file }) => `${basename(file)}\n`).join(''));
}

async function prepare(
  matrix: Matrix,
  { root }: RehearsalOptions,
  folder: string,
  output: Output,
): Promise<readonly Tarball[] | undefined> {
  const copy = join(folder, 'repository');
  let tarballs: readonly Tarball[] = [];
  const url = await repositoryUrl(root);
  if (url === undefined)
    output.log('No repository is known: the packages name none, and npm would refuse provenance.');
  const steps = [
    ['copy the repository', () => copyRepository(root, copy)],
    ['changeset version', () => raiseVersions(copy)],
    [
      'build and pack',
      async () => {
        tarballs = await packPackages(copy, join(folder, 'packed'), url);
      },
    ],
  ] as const;
  for (const [subject, attempt] of steps) {
    const row = {
      part: 'prepare',
      subject,
      version: '',
      place: 'the repository',
      repair: 'See what it says.',
    } as const;
    if (!(await matrix.run({ ...row, attempt }))) return undefined;
  }
  return tarballs;
}

async function perform(
  matrix: Matrix,
  { parts }: RehearsalOptions,
  folder: string,
  tarballs: readonly Tarball[],
  output: Output,
): Promise<void> {
  const workshop = join(folder, 'workshop');
  await mkdir(workshop);
  const registry = await startRegistry(workshop);
  try {
    const projects = new Map(tarballs.map(({ name, source }) => [name, join(workshop, source)]));
    const stage = { matrix, registry, tarballs, copy: join(folder, 'repository'), projects, workshop };
    for (const step of [publishTarball, installAlone]) {
      for (const tarball of tarballs) if (!(await step(stage, tarball))) return;
    }
    await reportSizes(stage, output);
    output.log('');
    for (const part of parts) await rehearsals[part](stage);
  } finally {
    await registry.stop();
  }
}

function publishTarball({ matrix, registry, workshop }: Stage, tarball: Tarball): Promise<boolean> {
  return matrix.run({
    part: 'prepare',
    subject: `${tarball.name}: publish`,
    version: tarball.version,
    place: `${tarball.source}/package.json`,
    repair: 'See what npm says.',
    attempt: () => publish(registry, tarball.file, workshop),
  });
}

function installAlone(stage: Stage, tarball: Tarball): Promise<boolean> {
  const { name, version, source, manifest } = tarball;
  return stage.matrix.run({
    part: 'prepare',
    subject: `${name}: install alone`,
    version,
    place: `${source}/package.json`,
    repair: 'See what npm says.',
    attempt: () => {
      const wanted = isRecord(manifest['peerDependencies']) ? peers : {};
      const folders = ['any', basename(source)];
      return createProject(
        projectOf(stage, tarball),
        stage.registry,
        { [name]: `^${version}` },
        folders,
        wanted,
      );
    },
  });
}
