import { styleText } from 'node:util';
import { CommanderError } from 'commander';
import { prepareWords } from './command-words.ts';
import type { Context } from './context.ts';
import { exitCode } from './exit.ts';
import { describeFailure } from './failure.ts';
import { print } from './output/destination.ts';
import { cleanLines } from './output/terminal.ts';
import { asksForAllProfiles, runAllProfiles } from './profiles/run-profiles.ts';
import { createProgram } from './program.ts';

/** Runs the program and resolves to its exit code. */
export function run(words: readonly string[], context: Context): Promise<number> {
  return telling(context, '', () =>
    asksForAllProfiles(words) ? runAllProfiles(words, context, runOne) : runCommand(words, context),
  );
}

function runOne(words: readonly string[], context: Context, label: string): Promise<number> {
  return telling(context, `${label}: `, () => runCommand(words, context));
}

/** Reports a failure on standard error, and resolves to the exit code. */
async function telling(context: Context, label: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    const failure = describeFailure(context.abortSignal.aborted ? context.abortSignal.reason : error);
    if (failure === undefined) {
      const stack = error instanceof Error ? error.stack : String(error);
      context.stderr.write(`This is a bug in licenses-usage; please report it.\n${stack}\n`);
      return exitCode.internalError;
    }
    if (failure.message !== '') {
      const message = label + cleanLines(failure.message);
      context.stderr.write(`${styleText('red', message, { stream: context.stderr })}\n`);
    }
    return failure.exitCode;
  }
}

async function runCommand(words: readonly string[], context: Context): Promise<number> {
  let code: number = exitCode.done;
  let help = '';
  const program = createProgram(context, {
    end: (ended) => {
      code = ended;
    },
    writeHelp: (text) => {
      help += text;
    },
  });
  try {
    await program.parseAsync(prepareWords(program, words), { from: 'user' });
  } catch (error) {
    // Commander has printed its message; help and version end with 0.
    if (!(error instanceof CommanderError)) throw error;
    code = error.exitCode === 0 ? exitCode.done : exitCode.badInput;
  }
  if (help !== '') await print(help, context);
  context.abortSignal.throwIfAborted();
  return code;
}
