import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runGenerator } from '../../src/run-generator.ts';
import { git } from '../../src/semver/git.ts';

const home = fileURLToPath(new URL('../../..', import.meta.url));

/** A repository with a description of its own, the files that an update touches and those that its quick gates need. */
export interface Repository {
  readonly root: string;
  readonly read: (path: string) => Promise<string>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly git: (...args: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
}

const templates = new Map<string, Promise<Repository>>();

/** Copies a repository in which `description` and its generated files are committed: the state before an update. */
export async function createRepository(description: string): Promise<Repository> {
  const template = templates.get(description) ?? createTemplate(description);
  templates.set(description, template);
  const { root: from } = await template;
  const root = await mkdtemp(join(tmpdir(), 'spec-update-'));
  await cp(from, root, { recursive: true, verbatimSymlinks: true });
  return repositoryIn(root);
}

/** Removes the repositories that the copies were made from. */
export async function removeTemplates(): Promise<void> {
  for (const template of templates.values()) await (await template).remove();
  templates.clear();
}

function repositoryIn(root: string): Repository {
  return {
    root,
    read: (path) => readFile(join(root, path), 'utf8'),
    async write(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    },
    git: (...args) => git(root, ...args),
    remove: () => rm(root, { recursive: true }),
  };
}

async function createTemplate(description: string): Promise<Repository> {
  const root = await mkdtemp(join(tmpdir(), 'spec-update-'));
  const repository = repositoryIn(root);
  for (const path of [
    'tsconfig.json',
    'spec/examples',
    '.changeset',
    'packages/client/src',
    'packages/client/package.json',
    'packages/client/tsconfig.json',
  ]) {
    await cp(join(home, path), join(root, path), { recursive: true });
  }
  await symlink(join(home, 'packages/client/node_modules'), join(root, 'packages/client/node_modules'));
  await repository.write('.gitignore', 'node_modules\n');
  await repository.write(
    'packages/client/src.json',
    JSON.stringify({ extends: './tsconfig.json', include: ['src'] }),
  );
  await repository.write('spec/openapi.yaml', description);
  const folders = [
    '--out',
    join(root, 'packages/client/src/generated'),
    '--emulator',
    join(root, 'packages/emulator/src/generated'),
  ];
  const quiet = { log: () => {}, error: (line: string) => console.error(line) };
  await runGenerator(['--spec', join(root, 'spec/openapi.yaml'), ...folders], quiet);
  await git(root, 'init', '--quiet', '--initial-branch', 'main');
  await git(root, 'config', 'user.name', 'Test');
  await git(root, 'config', 'user.email', 'test@localhost');
  await git(root, 'config', 'commit.gpgsign', 'false');
  await git(root, 'add', '--all');
  await git(root, 'commit', '--quiet', '--message', 'Before');
  return repository;
}
