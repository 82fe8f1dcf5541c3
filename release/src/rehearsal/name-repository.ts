import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tryCommand } from '../run-command.ts';
import type { PublishedPackage } from '../published-packages.ts';

/**
 * The address of the releasing repository, from the running workflow or the remote `origin`. npm refuses provenance
 * when a package names another repository, so the sources don't name one.
 */
export async function repositoryUrl(root: string): Promise<string | undefined> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
  if (server !== undefined && repository !== undefined) return `git+${server}/${repository}.git`;
  const { exitCode, stdout } = await tryCommand({ cwd: root }, 'git', 'remote', 'get-url', 'origin');
  const address = /^(?:https:\/\/|git@)([\w.-]+)[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?$/.exec(stdout.trim());
  return exitCode === 0 && address !== null ? `git+https://${address[1]}/${address[2]}.git` : undefined;
}

/** Writes the repository into the manifest of a package in a copy of the repository. */
export async function nameRepository(
  copy: string,
  { folder, manifest }: PublishedPackage,
  url: string,
): Promise<void> {
  const repository = { type: 'git', url, directory: folder };
  const text = `${JSON.stringify({ ...manifest, repository }, undefined, 2)}\n`;
  await writeFile(join(copy, folder, 'package.json'), text);
}
