import { Writable } from 'node:stream';
import type { Context, Output } from '../context.ts';
import { CommandError, exitCode } from '../exit.ts';
import { print } from '../output/destination.ts';
import { note } from '../output/terminal.ts';
import { createJoiner, type OutputJoiner } from './join-output.ts';
import { profilesFile, readProfiles } from './read-profiles.ts';

const flag = '--all-profiles';
const placeholder = '{profile}';

/** Runs the program with these words. A failure has already been reported when this resolves to its exit code. */
export type RunOne = (words: readonly string[], context: Context, label: string) => Promise<number>;

/** Whether the words ask for a run with every profile. */
export function asksForAllProfiles(words: readonly string[]): boolean {
  const asksForHelp = words.includes('--help') || words.includes('-h') || words[0] === 'complete';
  // Other commands of a history cover every partner.
  const asksHistory = words[0] === 'history' && words[1] !== 'record';
  return words.includes(flag) && !asksForHelp && !asksHistory;
}

/** Exit codes, worst first: the run of several profiles ends with the worst. */
const severity: readonly number[] = [
  exitCode.interrupted,
  exitCode.internalError,
  exitCode.serviceFailed,
  exitCode.badInput,
  exitCode.found,
  exitCode.notComparable,
];

/**
 * Runs a command once for each profile, one after another, and prints the results side by side. A profile that fails does not
 * stop the others. Resolves to the worst exit code.
 */
export async function runAllProfiles(
  words: readonly string[],
  context: Context,
  runOne: RunOne,
): Promise<number> {
  const others = words.filter((word) => word !== flag);
  const [command, subcommand] = others.filter((word) => !word.startsWith('-'));
  if (command === 'fleet' && subcommand === 'work')
    throw new CommandError(
      `${flag}: a worker asks for one partner, until it is stopped. Start a program for each profile, with --profile.`,
    );
  if (valueOf(others, '--profile') !== undefined)
    throw new CommandError('--profile names one profile, --all-profiles all of them: leave one out.');
  const format = valueOf(others, '--format') ?? 'text';
  const out = valueOf(others, '--out');
  for (const option of fileOptions) requirePlaceholder(option, valueOf(others, option));
  if (format === 'xlsx' && out === undefined)
    throw new CommandError(
      `--format xlsx: workbooks can't be printed one after another. Add --out usage-${placeholder}.xlsx.`,
    );
  const profiles = await readProfiles(profilesFile(valueOf(others, '--profiles'), context.env));
  const joiner = createJoiner(format);
  const codes = new Map<string, number>();
  for (const { name } of profiles) {
    const its = fillFiles(others, name);
    const run = (stdout: Output) => runOne([...its, '--profile', name], { ...context, stdout }, name);
    const code = out === undefined ? await join(joiner, name, context, run) : await run(context.stdout);
    codes.set(name, code);
    if (context.abortSignal.aborted) return code;
  }
  if (out === undefined) await print(joiner.close(), context);
  const failed = [...codes].filter(
    ([, code]) => code === exitCode.serviceFailed || code === exitCode.badInput,
  );
  if (failed.length > 0)
    note(
      `${failed.length} of ${codes.size} profiles failed: ${failed.map(([name]) => name).join(', ')}.`,
      {},
      context,
    );
  return severity.find((code) => [...codes.values()].includes(code)) ?? exitCode.done;
}

async function join(
  joiner: OutputJoiner,
  name: string,
  context: Context,
  run: (stdout: Output) => Promise<number>,
): Promise<number> {
  await print(joiner.begin(name), context);
  const { isTTY = false, columns = 0 } = context.stdout;
  const joined = new Writable({
    decodeStrings: false,
    write(chunk, _encoding, done) {
      context.stdout.write(joiner.write(String(chunk)), done);
    },
  });
  // A failed write is reported to its callback.
  joined.on('error', () => {});
  const code = await run(Object.assign(joined, { isTTY, columns }));
  context.abortSignal.throwIfAborted();
  await print(joiner.end(), context);
  return code;
}

/** Options that name an output file. Each profile needs its own. */
const fileOptions = ['--out', '--xlsx'];

function requirePlaceholder(option: string, file: string | undefined): void {
  if (file === undefined || file.includes(placeholder)) return;
  throw new CommandError(
    `${option}: each profile has a file of its own. Put ${placeholder} into its name, such as usage-${placeholder}.${option === '--xlsx' ? 'xlsx' : 'csv'}.`,
  );
}

/** The words, with the name of the profile filled into file names. */
function fillFiles(words: readonly string[], name: string): string[] {
  return words.map((word, index) => {
    const isFile =
      fileOptions.includes(words[index - 1] ?? '') ||
      fileOptions.some((option) => word.startsWith(`${option}=`));
    return isFile ? word.replaceAll(placeholder, name) : word;
  });
}

/** The value of an option. The last occurrence counts. */
function valueOf(words: readonly string[], option: string): string | undefined {
  const index = words.findLastIndex((word) => word === option || word.startsWith(`${option}=`));
  return words[index] === option ? words[index + 1] : words[index]?.slice(option.length + 1);
}
