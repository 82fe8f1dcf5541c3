import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import { run } from '../../src/run.ts';
import { collect } from './collect.ts';

// Libraries read these from the process, whatever the context says.
for (const name of ['FORCE_COLOR', 'HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy']) {
  delete process.env[name];
}

/** Starting takes half the time when the compiled sources are kept. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));
const entry = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  /** The variables of the program, which sees none of this process's. */
  readonly env?: Readonly<Record<string, string>>;
  /** The width of the terminal that the output is. Default: a pipe. */
  readonly columns?: number;
  /** Where the standard output goes. Default: to the test. */
  readonly stdout?: Writable;
  readonly abortSignal?: AbortSignal;
}

/**
 * Runs the program within this process, which takes a fraction of the time that a process takes to start. What belongs to
 * a process, such as signals, the working folder, proxies and a reader that goes away, needs `runProcess`.
 */
export async function runProgram(
  words: readonly string[],
  { env = {}, columns, stdout, abortSignal = new AbortController().signal }: RunOptions = {},
): Promise<Run> {
  const [out, error] = [collect(columns), collect(columns)];
  const code = await run(words, { stdout: stdout ?? out, stderr: error, env, abortSignal });
  return { code, out: out.text(), error: error.text() };
}

/**
 * Runs it with a clock on which half a minute passes between any two looks, so that it writes all progress. Rates, which
 * mean nothing then, are left out.
 */
export async function runSlowly(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  let now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (now += 30_000));
  try {
    const { code, out, error } = await runProgram(words, options);
    return { code, out, error: error.replaceAll(/, [\d.]+\/s(?:, .* left)?$/gm, '') };
  } finally {
    clock.mockRestore();
  }
}

export interface ProcessOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** The file that the standard output is. Default: a pipe to the test. */
  readonly stdout?: number;
}

/** Starts the program as a user does. Nothing of this process's environment reaches it. */
export function startProgram(
  words: readonly string[],
  { env = {}, cwd, stdout }: ProcessOptions = {},
): ChildProcess {
  return spawn(process.execPath, [entry, ...words], {
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo', NODE_COMPILE_CACHE: compileCache, ...env },
    cwd,
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  });
}

/** Runs the program to its end in a process of its own. */
export async function runProcess(words: readonly string[], options?: ProcessOptions): Promise<Run> {
  const child = startProgram(words, options);
  let [out, error] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (error += text));
  await once(child, 'close');
  return { code: child.exitCode, out, error };
}
