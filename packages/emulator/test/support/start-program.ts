import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunningProgram {
  readonly process: ChildProcess;
  /** What it has printed so far. */
  out(): string;
  error(): string;
  /** Resolves when what it printed matches. */
  printed(pattern: RegExp): Promise<string>;
  /** Resolves when it has ended by itself. */
  finished(): Promise<Finished>;
  stop(signal?: NodeJS.Signals): Promise<Finished>;
}

/** Starts the program as a user does, in a process of its own. `stdout` names a file to write to. */
export function startProgram(...args: readonly (string | { readonly stdout: string })[]): RunningProgram {
  const words = args.filter((word) => typeof word === 'string');
  const file = args.find((word) => typeof word === 'object')?.stdout;
  const stdout = file === undefined ? 'pipe' : openSync(file, 'w');
  const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', stdout, 'pipe'] });
  if (typeof stdout === 'number') closeSync(stdout);
  let [out, error] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (error += text));
  const closed = once(child, 'close');
  const finished = async (): Promise<Finished> => {
    await closed;
    return { code: child.exitCode, out, error };
  };
  return {
    process: child,
    out: () => out,
    error: () => error,
    finished,
    async printed(pattern) {
      for (;;) {
        const [found] = pattern.exec(out) ?? [];
        if (found !== undefined) return found;
        const printed = child.stdout ? once(child.stdout, 'data').then(() => true) : Promise.resolve(false);
        const isOpen = await Promise.race([printed, closed.then(() => pattern.test(out))]);
        if (!isOpen) throw new Error(`The program ended without printing ${String(pattern)}: ${out}${error}`);
      }
    },
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return finished();
    },
  };
}

/** The address at which it says it listens. */
export async function addressOf(program: RunningProgram): Promise<string> {
  return program.printed(/http:\/\/127\.0\.0\.1:\d+/);
}
