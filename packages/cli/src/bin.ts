#!/usr/bin/env node
import { CommandError } from './command-error.ts';
import { exitCode } from './exit-code.ts';
import { run } from './run.ts';
import { describeSystemError } from './system-error.ts';

const abort = new AbortController();
process.once('SIGINT', () => abort.abort(new CommandError('Stopped.', exitCode.interrupted)));
process.once('SIGTERM', () => abort.abort(new CommandError('Stopped.', exitCode.interrupted)));
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has what they want, as `head` does.
    if (error.code === 'EPIPE') abort.abort(new CommandError('', exitCode.done));
    else abort.abort(new CommandError(`The output can't be written: ${describeSystemError(error)}.`));
  });
}

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  abortSignal: abort.signal,
});
