import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Output } from '../output.ts';
import { runGenerator } from '../run-generator.ts';
import { greatest, type Bump } from '../semver/bump.ts';
import { findChanges } from '../semver/find-changes.ts';
import { commitAll, dropBranch, requireCleanTree, startBranch } from './branch.ts';
import { writeChangeset } from './changeset.ts';
import { findBreaks } from './find-breaks.ts';
import { findUses } from './find-uses.ts';
import { chooseGates, runGates, type Gate } from './gates.ts';
import {
  findProblems,
  findUndescribed,
  isSame,
  readDescription,
  readNextDescription,
  takeOver,
  type Description,
} from './new-description.ts';
import { findOperationChanges } from './operation-changes.ts';
import { renderChanges } from './render-changes.ts';
import { renderBreaks, renderReport } from './render-report.ts';

/** How many lines of a list are shown. The report has all of them. */
const mostShown = 8;

/**
 * Applies a new description, or a patch of the current one, on a separate branch: rates it, generates from it, writes its
 * changeset and runs the gates. Returns the exit code of the process.
 *
 * @returns 0 when the branch is ready, or nothing changes. 1 when the description can't be applied, and 2 when it breaks
 *   callers or hand-written code: in both cases the tree is unchanged. Also 2 when a gate refuses: the branch then holds
 *   everything but the commit, unless `--restore` removed it.
 */
export async function runUpdate(
  args: readonly string[],
  output: Output,
  injectedGates?: readonly Gate[],
): Promise<0 | 1 | 2> {
  const folder = await mkdtemp(join(tmpdir(), 'new-description-'));
  try {
    const options = readOptions(args);
    const gates = injectedGates ?? chooseGates(options.gates?.split(','));
    const present = await readDescription(join(options.root, 'spec/openapi.yaml'));
    const next = await readNextDescription(options.spec, present);
    if (isSame(present, next)) {
      output.log(`${options.spec} says what spec/openapi.yaml says already: nothing to do.`);
      return 0;
    }
    await requireCleanTree(options.root);
    const { problems, changes } = await examine(folder, present, next);
    const breaks = breaksBetween(present, next, problems);
    if (problems.length > 0) {
      const lines = problems.map((line) => `  ${line}`).join('\n');
      output.error(`The lint refuses ${options.spec}, so nothing was touched:\n${cut(lines)}`);
      if (breaks.length === 0) return 1;
    }
    const update = { ...options, present, next, ...rate(present, next, changes) };
    output.log(`The change is ${update.bump}:\n${cut(update.summary)}`);
    const silent = findUndescribed(next).filter((each) => !findUndescribed(present).includes(each));
    if (silent.length > 0)
      output.log(`Users see a type alone, for want of a description: ${cut(silent.join('\n'))}`);
    if (problems.length > 0 || (breaks.length > 0 && !options.breaking))
      return await refuse(update, breaks, output);
    return await updateOnBranch(update, gates, output);
  } catch (error) {
    output.error(error instanceof Error ? error.message : String(error));
    return 1;
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Update extends ReturnType<typeof readOptions> {
  readonly present: Description;
  readonly next: Description;
  /** The name of the changeset, and of the branch by default. */
  readonly name: string;
  readonly bump: Exclude<Bump, 'none'>;
  readonly summary: string;
}

/** Reports breaking changes and their uses. Nothing has been changed. */
async function refuse(update: Update, breaks: ReturnType<typeof findBreaks>, output: Output): Promise<2> {
  const { root, bump, summary, report } = update;
  const places = await findUses(root, breaks);
  const uses = breaks.map((each, index) => ({ ...each, places: places[index] ?? [] }));
  await writeReport(report, `${renderReport(bump, summary, [])}\n${renderBreaks(uses)}`);
  output.error(
    [
      ...renderBreaks(uses, 3).split('\n').slice(0, 18),
      `Nothing was touched. All of it: ${report}`,
      'To go on by hand, on a branch: add --breaking.',
    ].join('\n'),
  );
  return 2;
}

async function updateOnBranch(update: Update, gates: readonly Gate[], output: Output): Promise<0 | 2> {
  const { root, bump, summary, name, branch = name } = update;
  const from = await startBranch(root, branch);
  try {
    await takeOver(update.next, update.present);
    await generate(root);
    const changeset = await writeChangeset(root, name, update);
    output.log(`Generated; ${changeset} rates the change.`);
    const refusals = await runGates(root, gates, (line) => output.log(line));
    await writeReport(update.report, renderReport(bump, summary, refusals));
    if (refusals.length > 0) {
      const first = refusals.map(({ gate, repair }) => `${gate}: ${repair}`);
      output.error([...first, `What they said: ${update.report}`].join('\n'));
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

/** The problems that the lint and the conventions find in the new description, and its changes. */
async function examine(folder: string, present: Description, next: Description) {
  const path = join(folder, 'openapi.yaml');
  await writeFile(path, next.text);
  const [problems, changes] = await Promise.allSettled([
    findProblems(path, next.document),
    findChanges(join(present.folder, 'openapi.yaml'), path),
  ]);
  if (problems.status === 'rejected') throw problems.reason;
  // An invalid description may have no rating; its problems explain why.
  if (changes.status === 'rejected' && problems.value.length === 0) throw changes.reason;
  return { problems: problems.value, changes: changes.status === 'rejected' ? [] : changes.value };
}

/** Breaking changes are also found in a faulty description, as far as it can be read. */
function breaksBetween(present: Description, next: Description, problems: readonly string[]) {
  try {
    return findBreaks(present.document, next.document);
  } catch (error) {
    if (problems.length > 0) return [];
    throw error;
  }
}

/** Changes without a rating are changes of texts, which are part of the package too. */
function rate(
  present: Description,
  next: Description,
  changes: Awaited<ReturnType<typeof findChanges>>,
): Pick<Update, 'name' | 'bump' | 'summary'> {
  const rated = greatest(changes.map(({ bump }) => bump));
  const hash = createHash('sha256').update(next.text);
  return {
    name: `spec-update-${hash.digest('hex').slice(0, 8)}`,
    bump: rated === 'none' ? 'patch' : rated,
    summary: renderChanges(findOperationChanges(present.document, next.document)),
  };
}

async function generate(root: string): Promise<void> {
  const spec = join(root, 'spec/openapi.yaml');
  const client = join(root, 'packages/client/src/generated');
  const emulator = join(root, 'packages/emulator/src/generated');
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  if (
    (await runGenerator(['--spec', spec, '--out', client, '--emulator', emulator], {
      log: keep,
      error: keep,
    })) === 0
  )
    return;
  throw new Error(
    ['Nothing can be generated from the new description, so nothing was touched.', ...lines].join('\n'),
  );
}

async function writeReport(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function cut(text: string): string {
  const lines = text.split('\n');
  if (lines.length <= mostShown) return text;
  return [...lines.slice(0, mostShown), `… ${mostShown} of ${lines.length} lines; the report has all.`].join(
    '\n',
  );
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
      breaking: { type: 'boolean', default: false },
      commit: { type: 'boolean', default: true },
      restore: { type: 'boolean', default: false },
      report: { type: 'string' },
      gates: { type: 'string' },
      root: { type: 'string', default: fileURLToPath(new URL('../../..', import.meta.url)) },
    },
  });
  const [spec, another] = positionals;
  if (spec === undefined || another !== undefined) {
    throw new Error('Name one new description or patch: npx -y pnpm@12 spec:update <file>');
  }
  const { report = join(values.root, 'node_modules/.cache/spec-update/report.md') } = values;
  return { ...values, report, spec };
}
