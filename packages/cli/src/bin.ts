#!/usr/bin/env node
import { CommandError, exitCode } from './exit.ts';
import { lostOutput } from './output/destination.ts';
import { run } from './run.ts';

const abort = new AbortController();

/** What is under way may clean up, but not for longer. */
const graceInMs = 1_000;

function stop(): void {
  abort.abort(new CommandError('Stopped.', exitCode.interrupted));
  setTimeout(() => process.exit(exitCode.interrupted), graceInMs).unref();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
process.stdout.on('error', (error) => abort.abort(lostOutput(error)));
// Notes that nobody can read are no reason to stop.
process.stderr.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  abortSignal: abort.signal,
});
// Requests that were given up would keep the process until they end.
if (abort.signal.aborted) process.stderr.write('', () => process.exit());
