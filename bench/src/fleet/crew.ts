import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import type { BenchWorkerOptions } from './worker.ts';

/** The workers of a scene, each in a separate process. */
export interface Crew {
  /** Starts a worker; resolves when it is ready but has not begun. */
  hire(): Promise<void>;
  /** Makes every waiting worker begin. Workers started later begin at once. */
  begin(): void;
  /** Kills the oldest worker. */
  killOne(): Promise<void>;
  /** Kills all workers. No worker is started afterwards. */
  dismiss(): Promise<void>;
}

/**
 * Bundles the program of a worker into one file, as in a deployment. From its sources it would take twice the time to
 * start, mostly to strip types.
 */
export async function bundleWorker(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('worker.ts', import.meta.url)),
    platform: 'node',
    logLevel: 'silent',
    external: ['pg', 'redis'],
  });
  await bundle.write({ dir: folder, format: 'esm' });
  await bundle.close();
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  return join(folder, 'worker.js');
}

/** When a worker ends on its own, another one replaces it. */
export function createCrew(program: string, options: BenchWorkerOptions): Crew {
  const workers = new Set<ChildProcess>();
  const idle = new Set<ChildProcess>();
  let hasBegun = false;
  let isDismissed = false;

  /** Each worker gets one signal, because a second one would end it. */
  function begin(): void {
    for (const worker of idle) worker.kill('SIGUSR2');
    idle.clear();
    hasBegun = true;
  }

  async function hire(): Promise<void> {
    const worker = spawn(process.execPath, [program, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    workers.add(worker);
    worker.once('exit', (code) => {
      workers.delete(worker);
      idle.delete(worker);
      if (code === 0 && !isDismissed) void hire();
      else if (code !== null && code !== 0) throw new Error(`A worker ended with exit code ${code}.`);
    });
    for await (const line of createInterface(worker.stdout)) if (line === 'ready') break;
    worker.stdout.resume();
    idle.add(worker);
    if (hasBegun) begin();
  }

  async function kill(worker: ChildProcess): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
  }

  return {
    hire,
    begin,
    async killOne() {
      const [worker] = workers;
      if (worker !== undefined) await kill(worker);
    },
    async dismiss() {
      isDismissed = true;
      await Promise.all([...workers].map(kill));
    },
  };
}

/**
 * The CPU time of this process and of all its children that have ended, in seconds; NaN if the system does not report
 * it.
 */
export async function readCpuInSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
  // The name of the program, in parentheses, may contain anything. The times are the 12th to the 15th field after it.
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15);
  return ticks.reduce((sum, each) => sum + Number(each), ticks.length === 4 ? 0 : Number.NaN) / 100;
}
