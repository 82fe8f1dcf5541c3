import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { committedFolder, pactFile, writtenFolder } from './pact-files.ts';

const repair = 'npx -y pnpm@12 --filter @licenses-usage/client run test:contract --update';

/**
 * Pact files merge and never forget, so each run starts from nothing. Afterwards the committed pact has to be what the
 * run wrote. `--update` accepts a difference, as it does for snapshots.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await rm(writtenFolder, { recursive: true, force: true });
  await mkdir(writtenFolder, { recursive: true });
  const isWholeRun = project.config.testNamePattern === undefined;
  const accepts = project.config.snapshotOptions.updateSnapshot === 'all';
  return async () => {
    // The pact lacks interactions whose tests failed, so it is not kept.
    const hasFailed = project.vitest.state.getCountOfFailedTests() > 0;
    if (isWholeRun && !hasFailed) await settle(accepts);
  };
}

async function settle(accepts: boolean): Promise<void> {
  const written = await read(join(writtenFolder, pactFile));
  if (written === undefined) throw new Error('The contract tests wrote no pact: none of them ran.');
  const committed = join(committedFolder, pactFile);
  if ((await read(committed)) === written) return;
  if (!accepts) {
    throw new Error(`packages/client/pacts/${pactFile} is stale. Run \`${repair}\` and commit the file.`);
  }
  await mkdir(committedFolder, { recursive: true });
  await writeFile(committed, written);
  console.log(`Updated packages/client/pacts/${pactFile}`);
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}
