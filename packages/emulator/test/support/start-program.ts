import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

import { run } from '../../src/cli/run.ts';

const entry = fileURLToPath(new URL('../../src/bin.ts', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

export interface RunningProgram {
  /** The output so far. */
  out(): string;
  error(): string;
  /** Resolves when the output matches. */
  printed(pattern: RegExp): Promise<string>;
  /** Resolves when the program has ended by itself. */
  finished(): Promise<Finished>;
  /** Stops the program: a process by SIGINT. */
  stop(): Promise<Finished>;
}

export interface RunningProcess extends RunningProgram {
  /** Closes the pipe that the program writes to. */
  stopReading(): void;
}

/** Runs the program in this process, which is much faster than starting another one. */
export function startProgram(
  ...args: readonly (string | { readonly stdout: NodeJS.WritableStream })[]
): RunningProgram {
  const words = args.filter((word) => typeof word === 'string');
  const [out, error] = [new Printed(), new Printed()];
  const stop = new EventEmitter();
  const stopped = once(stop, 'stop');
  const ended = run(words, {
    stdout: args.find((word) => typeof word === 'object')?.stdout ?? out.collect(),
    stderr: error.collect(),
    untilStopped: async () => void (await stopped),
  });
  return follow(out, error, ended, () => void stop.emit('stop'));
}

/** Starts the program as a user does, in a process of its own. `stdout` names a file to write to. */
export function startProcess(...args: readonly (string | { readonly stdout: string })[]): RunningProcess {
  const words = args.filter((word) => typeof word === 'string');
  const file = args.find((word) => typeof word === 'object')?.stdout;
  const stdout = file === undefined ? 'pipe' : openSync(file, 'w');
  const child = spawn(process.execPath, [entry, ...words], { stdio: ['ignore', stdout, 'pipe'] });
  if (typeof stdout === 'number') closeSync(stdout);
  const [out, error] = [new Printed(), new Printed()];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => out.add(text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => error.add(text));
  const ended = once(child, 'close').then(() => child.exitCode);
  return {
    ...follow(out, error, ended, () => void child.kill('SIGINT')),
    stopReading: () => void child.stdout?.destroy(),
  };
}

/** The text that a program has printed on one stream. */
class Printed extends EventEmitter {
  text = '';

  add(text: string): void {
    this.text += text;
    this.emit('text');
  }

  collect(): Writable {
    return new Writable({
      decodeStrings: false,
      write: (chunk, _encoding, done) => {
        this.add(String(chunk));
        done();
      },
    });
  }
}

function follow(
  out: Printed,
  error: Printed,
  ended: Promise<number | null>,
  stop: () => void,
): RunningProgram {
  const finished = async (): Promise<Finished> => {
    const code = await ended;
    return { code, out: out.text, error: error.text };
  };
  return {
    out: () => out.text,
    error: () => error.text,
    finished,
    async printed(pattern) {
      for (;;) {
        const [found] = pattern.exec(out.text) ?? [];
        if (found !== undefined) return found;
        const isOpen = await Promise.race([
          once(out, 'text').then(() => true),
          ended.then(() => pattern.test(out.text)),
        ]);
        if (!isOpen)
          throw new Error(`The program ended without printing ${String(pattern)}: ${out.text}${error.text}`);
      }
    },
    stop() {
      stop();
      return finished();
    },
  };
}

/** The address that the program prints. */
export async function addressOf(program: RunningProgram): Promise<string> {
  return program.printed(/http:\/\/127\.0\.0\.1:\d+/);
}
