#!/usr/bin/env node
import { CommandError, exitCode } from './exit.ts';
import { lostOutput } from './output/destination.ts';
import { run } from './run.ts';

const abort = new AbortController();

/** How long running work may clean up after Ctrl+C. */
const graceInMs = 1_000;

function stop(): void {
  abort.abort(new CommandError('Stopped.', exitCode.interrupted));
  setTimeout(() => process.exit(exitCode.interrupted), graceInMs).unref();
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
process.stdout.on('error', (error) => abort.abort(lostOutput(error)));
// Losing notes is not worth stopping for.
process.stderr.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  abortSignal: abort.signal,
});
// Abandoned requests would keep the process alive until they end.
if (abort.signal.aborted) process.stderr.write('', () => process.exit());
