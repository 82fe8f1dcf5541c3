import { appendFile, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readManifest } from '../../src/published-packages.ts';
import { createProject } from '../../src/rehearsal/fresh-project.ts';
import { createMatrix } from '../../src/rehearsal/matrix.ts';
import { inspectTarball } from '../../src/rehearsal/rows/rehearse-packages.ts';
import { runWith } from '../../src/rehearsal/rows/rehearse-runtimes.ts';
import { nodes, peers } from '../../src/rehearsal/supported.ts';
import { readTarball, type Tarball } from '../../src/rehearsal/tarball/read-tarball.ts';
import { runCommand } from '../../src/run-command.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const source = 'packages/client';
const file = `${source}/package.json`;

let folder: string;
let packed: string;
let broken: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-package-'));
  await runCommand({ cwd: join(root, source) }, 'pnpm', 'run', 'build');
  await runCommand({ cwd: join(root, source) }, 'pnpm', 'pack', '--out', join(folder, 'client.tgz'));
  packed = (await readTarball(join(folder, 'client.tgz'), source)).folder;
  // The first `changeset version` writes it.
  await writeFile(join(packed, 'CHANGELOG.md'), '# @licenses-usage/client\n');
});

afterAll(() => rm(folder, { recursive: true }));

beforeEach(async () => {
  broken = await mkdtemp(join(folder, 'broken-'));
  await cp(packed, broken, { recursive: true });
});

it('finds nothing wrong with the package as it is', async () => {
  const tarball = await pack();
  expect(await inspectTarball(tarball)).toEqual([]);
  expect(await runRows(tarball)).toEqual(
    ['import', 'require', 'calls by import', 'calls by require', 'transport for Node'].map(
      (what) => `${what}: ok`,
    ),
  );
});

it('finds a folder that `files` has lost', async () => {
  const { files, ...manifest } = await readManifest(broken);
  expect(files).toContain('pacts');
  await writeManifest({ ...manifest, files: ['CHANGELOG.md', 'dist'] });

  expect(await inspectTarball(await pack())).toContainEqual({
    place: `${file}: exports["./pacts/*"]`,
    found: './pacts/* is not in the tarball.',
    repair: `See that the build writes it, and that \`files\` in ${file} covers it.`,
  });
});

it('finds a declaration that imports a package for nothing', async () => {
  await appendFile(join(broken, 'dist/node/create-node-fetch.d.ts'), 'import "undici";\n');

  expect(await inspectTarball(await pack())).toContainEqual({
    place: `${source}/dist/node/create-node-fetch.d.ts`,
    found: 'It imports undici and uses no type of it.',
    repair: `Set \`treeshake.moduleSideEffects\` to 'no-external' in ${source}/tsdown.config.ts.`,
  });
});

it('finds a module that the build has not written', async () => {
  await rm(join(broken, 'dist/migrate/index.js'));

  expect(await inspectTarball(await pack())).toContainEqual(
    expect.objectContaining({
      place: `${file}: exports["./migrate"]`,
      found: './dist/migrate/index.js is not in the tarball.',
    }),
  );
});

it('finds exports that lead nowhere, by every inspection that reads them', async () => {
  await exportAuthAs({ types: './dist/auth.d.ts', default: './dist/auth.js' });

  const faults = await inspectTarball(await pack());
  expect(faults.map(({ found }) => found)).toEqual(
    expect.arrayContaining([
      './dist/auth.d.ts is not in the tarball.',
      './dist/auth.js is not in the tarball.',
      expect.stringContaining('does not exist'),
      expect.stringMatching(/^Resolution failed/),
    ]),
  );
  expect(faults.map(({ place }) => place)).toContain(`${file}: exports["./auth"]`);
});

it('finds exports whose types come too late', async () => {
  await exportAuthAs({ default: './dist/auth/index.js', types: './dist/auth/index.d.ts' });

  expect(await inspectTarball(await pack())).toContainEqual({
    place: `${file}: exports["./auth"]`,
    found: 'Its first condition is default: TypeScript would not find the types.',
    repair: 'Put "types" first.',
  });
});

it('finds a module that can be imported but not required, where every static inspection is content', async () => {
  await appendFile(join(broken, 'dist/index.js'), '\nawait Promise.resolve();\n');

  const tarball = await pack();
  expect(await inspectTarball(tarball)).toEqual([]);
  expect(await runRows(tarball)).toEqual([
    'import: ok',
    'require: FAILED, ERR_REQUIRE_ASYNC_MODULE',
    'calls by import: ok',
    'calls by require: FAILED, ERR_REQUIRE_ASYNC_MODULE',
    'transport for Node: ok',
  ]);
});

it.each(['workspace:*', 'catalog:', 'link:../spec'])('finds the leaked range %s', async (range) => {
  const manifest = await readManifest(broken);
  await writeManifest({ ...manifest, dependencies: { '@licenses-usage/spec': range } });

  expect(await inspectTarball(await pack())).toContainEqual(
    expect.objectContaining({
      place: `${file}: dependencies.@licenses-usage/spec`,
      found: expect.stringContaining(`"${range}" means something in the workspace only`),
      repair: expect.stringContaining('pnpm pack'),
    }),
  );
});

it('finds what users have no use for', async () => {
  await writeFile(join(broken, 'dist/.env'), 'PARTNER_CENTER_TOKEN=\n');
  await writeFile(join(broken, 'dist/index.test.ts'), '');

  const places = (await inspectTarball(await pack())).map(({ place }) => place);
  expect(places).toEqual([`${source}/dist/.env`, `${source}/dist/index.test.ts`]);
});

it('finds a missing licence of what is bundled, and a map without its sources', async () => {
  await rm(join(broken, 'dist/licenses'), { recursive: true });
  await writeFile(join(broken, 'dist/auth/index.js.map'), '{"version":3,"sources":["a.ts"],"mappings":""}');

  const places = (await inspectTarball(await pack())).map(({ place }) => place);
  expect(places).toEqual([`${source}/dist/auth/index.js.map`, `${source}/dist/licenses/openapi-fetch`]);
});

async function exportAuthAs(target: Readonly<Record<string, string>>): Promise<void> {
  const manifest = await readManifest(broken);
  await writeManifest({ ...manifest, exports: { ...Object(manifest['exports']), './auth': target } });
}

function writeManifest(manifest: Readonly<Record<string, unknown>>): Promise<void> {
  return writeFile(join(broken, 'package.json'), JSON.stringify(manifest));
}

async function pack(): Promise<Tarball> {
  const into = await mkdtemp(join(folder, 'packed-'));
  const [name = ''] = (
    await runCommand({ cwd: broken }, 'npm', 'pack', '--silent', '--pack-destination', into)
  ).split('\n');
  return readTarball(join(into, name), source);
}

/** Installs a tarball and uses it with the oldest Node; gives what became of each row. */
async function runRows(tarball: Tarball): Promise<readonly string[]> {
  const workshop = await mkdtemp(join(folder, 'workshop-'));
  const project = join(workshop, 'project');
  const registry = { url: '', env: {}, stop: () => Promise.resolve() };
  const installed = { [tarball.name]: `file:${tarball.file}` };
  await createProject(project, registry, installed, ['any', 'client'], peers);

  const results: string[] = [];
  const matrix = {
    ...createMatrix({ log: () => undefined, error: () => undefined }),
    async run({ subject, attempt }: Parameters<ReturnType<typeof createMatrix>['run']>[0]): Promise<boolean> {
      const what = subject.replace(`${tarball.name}: `, '');
      const result = await attempt().then(
        () => 'ok',
        (error: unknown) => `FAILED, ${/ERR_\w+/.exec(String(error))?.[0] ?? String(error)}`,
      );
      results.push(`${what}: ${result}`);
      return result === 'ok';
    },
  };
  const [oldest] = nodes;
  if (oldest === undefined) throw new Error('No Node is supported.');
  const projects = new Map([[tarball.name, project]]);
  await runWith(oldest, { matrix, registry, tarballs: [tarball], copy: root, projects, workshop }, tarball);
  return results;
}
