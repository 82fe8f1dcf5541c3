import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Starting takes half the time when the compiled sources are kept. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));
const entry = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

export interface Run {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Where the standard output goes, such as a full device. Default: to the test. */
  readonly stdout?: number;
}

/** Starts the program as a user does. Nothing of this process's environment reaches it. */
export function startProgram(
  words: readonly string[],
  { env = {}, cwd, stdout }: RunOptions = {},
): ChildProcess {
  return spawn(process.execPath, [entry, ...words], {
    // Far from UTC: a date that is taken for local time shows.
    env: { TZ: 'Asia/Tokyo', NODE_COMPILE_CACHE: compileCache, ...env },
    cwd,
    stdio: ['ignore', stdout ?? 'pipe', 'pipe'],
  });
}

/** Runs the program to its end. */
export async function runProgram(words: readonly string[], options?: RunOptions): Promise<Run> {
  const child = startProgram(words, options);
  let [out, error] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (error += text));
  await once(child, 'close');
  return { code: child.exitCode, signal: child.signalCode, out, error };
}
