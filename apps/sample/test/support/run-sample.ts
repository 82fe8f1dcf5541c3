import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Run {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = fileURLToPath(new URL('../../src/main.ts', import.meta.url));

/** Starting takes half the time when the compiled sources are kept. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url));

/** Lets the program take its pipe for a terminal. */
const terminal = `data:text/javascript,${encodeURIComponent(`
  import { WriteStream } from 'node:tty';
  process.stdout.isTTY = true;
  process.stdout.getColorDepth = WriteStream.prototype.getColorDepth;
`)}`;

/** Runs the sample as a user does. Nothing of this process's environment reaches it. */
export function runSample(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Run> {
  return run([program, ...args], env);
}

export function runSampleInTerminal(env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return run(['--import', terminal, program], { TERM: 'xterm-256color', ...env });
}

function run(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Run> {
  return new Promise((resolve, reject) => {
    // Far from UTC: a date that is taken for local time shows.
    const variables = { TZ: 'Asia/Tokyo', NODE_COMPILE_CACHE: compileCache, ...env };
    execFile(process.execPath, args, { env: variables }, (error, stdout, stderr) => {
      if (error === null) resolve({ exitCode: 0, stdout, stderr });
      else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr });
      else reject(error);
    });
  });
}
