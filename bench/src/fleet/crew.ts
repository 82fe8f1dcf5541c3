import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** The workers of a scene, each in a separate process. */
export interface Crew {
  /** Starts a worker; resolves when it is ready but has not begun. Rejects when it ends before. */
  hire(): Promise<void>;
  /** Makes every waiting worker begin. Workers started later begin at once. */
  begin(): void;
  /** Kills the oldest worker. */
  killOne(): Promise<void>;
  /** Kills all workers. No worker is started afterwards. */
  dismiss(): Promise<void>;
  /** How many workers there are. */
  size(): number;
  /** Rejects when a worker ends in another way than by its own decision or by this crew. Never resolves. */
  readonly failure: Promise<never>;
}

/** When a worker ends on its own, another one replaces it. A worker gets `options` and `beginsAtOnce` as JSON. */
export function createCrew(program: string, options: object): Crew {
  const workers = new Set<ChildProcess>();
  const idle = new Set<ChildProcess>();
  const killed = new Set<ChildProcess>();
  let hasBegun = false;
  let fail: (error: unknown) => void = () => {};
  const failure = new Promise<never>((_, reject) => (fail = reject));
  failure.catch(() => {});
  let isDismissed = false;

  /** Each worker gets one signal, because a second one would end it. */
  function begin(): void {
    for (const worker of idle) worker.kill('SIGUSR2');
    idle.clear();
    hasBegun = true;
  }

  function onExit(worker: ChildProcess, isReady: boolean): void {
    workers.delete(worker);
    idle.delete(worker);
    if (isDismissed || killed.has(worker)) return;
    if (worker.exitCode !== 0) fail(new Error(`A worker ended with ${describeExit(worker)}.`));
    else if (isReady) hire().catch(fail);
  }

  async function hire(): Promise<void> {
    const beginsAtOnce = hasBegun;
    const worker = spawn(process.execPath, [program, JSON.stringify({ ...options, beginsAtOnce })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    workers.add(worker);
    let isReady = false;
    const exited = once(worker, 'exit').then(() => onExit(worker, isReady));
    for await (const line of createInterface(worker.stdout)) {
      isReady = line === 'ready';
      if (isReady) break;
    }
    if (!isReady) {
      await exited;
      if (isDismissed || killed.has(worker)) return;
      throw new Error(`A worker ended with ${describeExit(worker)} before it was ready.`);
    }
    worker.stdout.resume();
    if (beginsAtOnce) return;
    idle.add(worker);
    if (hasBegun) begin();
  }

  async function kill(worker: ChildProcess): Promise<void> {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    killed.add(worker);
    const exited = once(worker, 'exit');
    worker.kill('SIGKILL');
    await exited;
  }

  return {
    hire,
    begin,
    failure,
    size: () => workers.size,
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

function describeExit({ exitCode, signalCode }: ChildProcess): string {
  return signalCode === null ? `exit code ${exitCode}` : `the signal ${signalCode}`;
}
