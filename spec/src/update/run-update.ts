import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runGenerator, type Output } from '../run-generator.ts';
import { greatest, type Bump } from '../semver/bump.ts';
import { findChanges } from '../semver/find-changes.ts';
import { commitAll, dropBranch, requireCleanTree, startBranch } from './branch.ts';
import { writeChangeset } from './changeset.ts';
import { chooseGates, type Gate } from './gates.ts';
import { isSame, lint, readDescription, takeOver, type Description } from './new-description.ts';
import { findOperationChanges } from './operation-changes.ts';
import { renderChanges } from './render-changes.ts';
import { renderReport, type Refusal } from './render-report.ts';

/**
 * Takes over a new description: rates it, generates from it, writes its changeset and holds all of it against the gates,
 * on a branch of its own; gives the exit code of the process.
 *
 * @returns 0 when the branch is ready, or nothing changes; 1 when the description can't be taken over, and the tree is as
 *   it was; 2 when a gate refuses, and the branch holds everything but the commit, unless `--restore` took it away.
 */
export async function runUpdate(
  args: readonly string[],
  output: Output,
  injectedGates?: readonly Gate[],
): Promise<0 | 1 | 2> {
  try {
    const options = readOptions(args);
    const gates = injectedGates ?? chooseGates(options.gates?.split(','));
    const present = await readDescription(join(options.root, 'spec/openapi.yaml'));
    const next = await readDescription(options.spec);
    if (isSame(present, next)) {
      output.log(`${options.spec} says what spec/openapi.yaml says already: nothing to do.`);
      return 0;
    }
    await requireCleanTree(options.root);
    await rejectFaulty(next);
    const update = await rate(present, next);
    return await updateOnBranch({ ...options, present, next, ...update }, gates, output);
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  }
}

interface Update extends ReturnType<typeof readOptions> {
  readonly present: Description;
  readonly next: Description;
  /** Names the changeset, and the branch unless it has a name of its own. */
  readonly name: string;
  readonly bump: Exclude<Bump, 'none'>;
  readonly summary: string;
}

async function updateOnBranch(update: Update, gates: readonly Gate[], output: Output): Promise<0 | 2> {
  const { root, bump, summary, name, branch = name } = update;
  const from = await startBranch(root, branch);
  try {
    await takeOver(update.next, update.present);
    await generate(root, output);
    const changeset = await writeChangeset(root, name, update);
    output.log(`${changeset} rates the change as ${bump}:\n${summary}`);
    const refusals = await refusalsOf(root, gates, output);
    const report = renderReport(bump, summary, refusals);
    if (update.report !== undefined) await writeFile(update.report, report);
    if (refusals.length > 0) {
      output.error(report);
      output.error(update.restore ? `The tree is as it was, on ${from}.` : howToGoOn(branch, from));
      if (update.restore) await dropBranch(root, branch, from);
      return 2;
    }
    if (update.commit) await commitAll(root, `Follow the API description (${bump})\n\n${summary}`);
    output.log(
      update.commit
        ? `Branch ${branch} is ready for a pull request.`
        : `Branch ${branch} holds the change, which every gate passes. It is not committed.`,
    );
    return 0;
  } catch (error) {
    await dropBranch(root, branch, from);
    throw error;
  }
}

async function rejectFaulty(next: Description): Promise<void> {
  const problems = await lint(next);
  if (problems.length === 0) return;
  throw new Error(
    [`The lint refuses ${next.path}, so nothing was touched:`, ...problems.map((line) => `  ${line}`)].join(
      '\n',
    ),
  );
}

/** What the rating has nothing to say about is a change of texts, which the package ships all the same. */
async function rate(
  present: Description,
  next: Description,
): Promise<Pick<Update, 'name' | 'bump' | 'summary'>> {
  const rated = greatest((await findChanges(present.path, next.path)).map(({ bump }) => bump));
  const hash = createHash('sha256').update(await readFile(next.path));
  return {
    name: `spec-update-${hash.digest('hex').slice(0, 8)}`,
    bump: rated === 'none' ? 'patch' : rated,
    summary: renderChanges(findOperationChanges(present.document, next.document)),
  };
}

async function generate(root: string, output: Output): Promise<void> {
  const spec = join(root, 'spec/openapi.yaml');
  const out = join(root, 'packages/client/src/generated');
  if ((await runGenerator(['--spec', spec, '--out', out], output)) === 0) return;
  throw new Error('Nothing can be generated from the new description, so nothing was touched.');
}

/** All that refuse: what one says often explains another. */
async function refusalsOf(root: string, gates: readonly Gate[], output: Output): Promise<readonly Refusal[]> {
  const refusals: Refusal[] = [];
  for (const { name, repair, run } of gates) {
    const result = await run(root);
    output.log(`${result.passed ? 'passed ' : 'REFUSED'} ${name}`);
    if (!result.passed) refusals.push({ gate: name, repair, output: result.output });
  }
  return refusals;
}

function howToGoOn(branch: string, from: string): string {
  return [
    `Branch ${branch} holds everything but the commit. Repair it there, until these pass, and commit:`,
    '  npx -y pnpm@12 check && npx -y pnpm@12 test',
    'Or give it up:',
    `  git reset --hard && git clean -d --force && git checkout ${from} && git branch -D ${branch}`,
  ].join('\n');
}

function readOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    allowNegative: true,
    options: {
      branch: { type: 'string' },
      commit: { type: 'boolean', default: true },
      restore: { type: 'boolean', default: false },
      report: { type: 'string' },
      gates: { type: 'string' },
      root: { type: 'string', default: fileURLToPath(new URL('../../..', import.meta.url)) },
    },
  });
  const [spec, another] = positionals;
  if (spec === undefined || another !== undefined) {
    throw new Error('Name one new description: npx -y pnpm@12 spec:update <file>');
  }
  return { ...values, spec };
}
