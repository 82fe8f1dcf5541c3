import { styleText } from 'node:util';
import { CommanderError } from 'commander';
import type { Context } from './context.ts';
import { exitCode } from './exit-code.ts';
import { describeFailure } from './failure.ts';
import { createProgram } from './program.ts';

/** Runs the program and resolves to its exit code. */
export async function run(words: readonly string[], context: Context): Promise<number> {
  let code: number = exitCode.done;
  const program = createProgram(context, (ended) => {
    code = ended;
  });
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    // Its own message is printed by then; help and version end with 0.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.done : exitCode.badInput;
    const failure = describeFailure(context.abortSignal.aborted ? context.abortSignal.reason : error);
    if (failure === undefined) throw error;
    if (failure.message !== '') {
      context.stderr.write(`${styleText('red', failure.message, { stream: context.stderr })}\n`);
    }
    return failure.exitCode;
  }
}
