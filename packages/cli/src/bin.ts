#!/usr/bin/env node
import { CommandError, exitCode } from './exit.ts';
import { lostOutput } from './output/destination.ts';
import { run } from './run.ts';

const abort = new AbortController();

/** How long running work may clean up after Ctrl+C. */
let graceInMs = 1_000;
/** Called to tell commands to finish their work. */
const finish: (() => void)[] = [];

function stop(): void {
  if (finish.length === 0) abort.abort(new CommandError('Stopped.', exitCode.interrupted));
  for (const tell of finish) tell();
  setTimeout(() => process.exit(exitCode.interrupted), graceInMs).unref();
}

function untilStopped(allowedInMs: number): Promise<void> {
  graceInMs = allowedInMs;
  return new Promise((resolve) => finish.push(resolve));
}

process.once('SIGINT', stop);
process.once('SIGTERM', stop);
process.stdout.on('error', (error) => abort.abort(lostOutput(error)));
// Lost notes are no reason to stop.
process.stderr.on('error', () => {});

process.exitCode = await run(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  abortSignal: abort.signal,
  untilStopped,
});
// Otherwise abandoned requests would keep the process alive until they end.
if (abort.signal.aborted) process.stderr.write('', () => process.exit());
