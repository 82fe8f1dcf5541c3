import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { GateFailure } from '../judges/gate-failure.ts';

const client = dirname(fileURLToPath(import.meta.resolve('@licenses-usage/client/package.json')));
const compiler = createRequire(join(client, 'package.json')).resolve('typescript/package.json');

/** A file of the client's `src/generated/`. */
export interface GeneratedFile {
  readonly name: string;
  readonly text: string;
}

/** Compiles the client's sources with other generated files. */
export interface ClientCompiler {
  /** @returns the compiler's errors, one per line. */
  compile(files: readonly GeneratedFile[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

interface Job {
  readonly files: readonly GeneratedFile[];
  readonly resolve: (errors: readonly string[]) => void;
  readonly reject: (cause: unknown) => void;
}

/** Half of a compiler run is spent on the libraries, so waiting copies of the client are compiled together. */
const mostTogether = 8;

export async function createClientCompiler(): Promise<ClientCompiler> {
  const folder = await mkdtemp(join(tmpdir(), 'client-types-'));
  await symlink(join(client, 'node_modules'), join(folder, 'node_modules'));
  const queue: Job[] = [];
  let copies = 0;
  let isRunning = false;

  async function run(): Promise<void> {
    isRunning = true;
    while (queue.length > 0) await compileTogether(queue.splice(0, mostTogether));
    isRunning = false;
  }

  async function compileTogether(jobs: readonly Job[]): Promise<void> {
    try {
      for (; copies < jobs.length; copies += 1) await copyClient(join(folder, String(copies)));
      await Promise.all(
        jobs.flatMap(({ files }, copy) =>
          files.map(({ name, text }) => writeFile(join(folder, String(copy), 'src/generated', name), text)),
        ),
      );
      const errors = await errorsIn(folder, jobs.length);
      for (const [copy, { resolve }] of jobs.entries()) {
        const prefix = `${copy}/`;
        resolve(errors.filter((line) => line.startsWith(prefix)).map((line) => line.slice(prefix.length)));
      }
    } catch (cause) {
      for (const { reject } of jobs) reject(cause);
    }
  }

  return {
    compile: (files) =>
      new Promise((resolve, reject) => {
        queue.push({ files, resolve, reject });
        if (!isRunning) void run();
      }),
    close: () => rm(folder, { recursive: true }),
  };
}

async function copyClient(folder: string): Promise<void> {
  await cp(join(client, 'src'), join(folder, 'src'), { recursive: true });
  await cp(join(client, 'package.json'), join(folder, 'package.json'));
}

/** The errors of the first copies of the client in a folder, each prefixed with the number of its copy. */
async function errorsIn(folder: string, copies: number): Promise<readonly string[]> {
  const include = Array.from({ length: copies }, (_, copy) => `${copy}/src`);
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ extends: join(client, 'tsconfig.json'), include }),
  );
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [join(dirname(compiler), 'bin/tsc'), '--noEmit', '-p', folder],
      { cwd: folder, maxBuffer: 1e8 },
      (error, out) => {
        const lines = out.split('\n').filter((line) => line.includes('error TS'));
        const ofCopies = lines.filter((line) => /^\d+\/src\//.test(line));
        if (lines.length === ofCopies.length && (error === null || lines.length > 0)) resolve(ofCopies);
        else reject(new GateFailure(`The compiler failed: ${out}`, { cause: error }));
      },
    );
  });
}
