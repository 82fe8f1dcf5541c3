import type { ChildProcess } from 'node:child_process';
import { drain, type CandidateName } from './candidates/open.ts';
import { ask, start } from '../support/processes.ts';
import { pairRatios, summarise, type Spread } from '../support/statistics.ts';

export interface Server {
  /** The address of a list with the given number of rows, latency, request limit and bandwidth. */
  at(options: {
    readonly rows?: number;
    readonly latencyInMs?: number;
    readonly perSecond?: number;
    readonly megabitsPerSecond?: number;
  }): string;
  /** How many requests arrived and were refused since the last call. */
  counts(): Promise<ReadonlyMap<string, number>>;
  stop(): void;
}

export async function startServer(): Promise<Server> {
  const child = start('server', new URL('server/server.ts', import.meta.url), []);
  const port = (await ask(child)).get('port');
  return {
    at: ({ rows = 0, latencyInMs = 0, perSecond = 0, megabitsPerSecond = 0 }) =>
      `http://127.0.0.1:${port}/${rows}/${latencyInMs}/${perSecond}/${megabitsPerSecond}`,
    counts: () => ask(child, { what: 'counts' }),
    stop: () => {
      if (child.connected) child.disconnect();
    },
  };
}

export interface Work {
  readonly url: string;
  readonly work: 'small' | 'walk';
  /** The number of calls in each round, and their concurrency. */
  readonly count: number;
  readonly concurrency: number;
}

export type Measured = ReadonlyMap<string, number>;

/** Lets candidates take turns: A B C, A B C, … Each has one process for all rounds, and some warm-up turns first. */
export async function interleave(
  names: readonly CandidateName[],
  work: Work,
  rounds: number,
  warmUps = 1,
): Promise<ReadonlyMap<CandidateName, readonly Measured[]>> {
  const turns = new Map<CandidateName, { readonly child: ChildProcess; readonly measured: Measured[] }>();
  try {
    for (const name of names) {
      const child = await startWorker(name);
      for (let turn = 0; turn < warmUps; turn += 1) await ask(child, work);
      turns.set(name, { child, measured: [] });
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const { child, measured } of turns.values()) measured.push(await ask(child, work));
    }
  } finally {
    for (const { child } of turns.values()) if (child.connected) child.disconnect();
  }
  const all = new Map([...turns].map(([name, { measured }]) => [name, measured]));
  requireSameResult(all);
  return all;
}

interface Fresh {
  readonly execArgv?: readonly string[];
  /** Work before the measurement. */
  readonly rehearsals?: readonly Work[];
}

/** One turn in a new process. */
export async function measureFresh(
  name: CandidateName,
  work: Work,
  { execArgv = [], rehearsals = [] }: Fresh = {},
): Promise<Measured> {
  const child = await startWorker(name, execArgv);
  try {
    for (const rehearsal of rehearsals) await ask(child, { ...rehearsal, isRehearsal: true });
    return await ask(child, work);
  } finally {
    if (child.connected) child.disconnect();
  }
}

/** One turn of each work, one after another, in one process. */
export async function measureInTurn(
  name: CandidateName,
  works: readonly Work[],
): Promise<readonly Measured[]> {
  const child = await startWorker(name);
  try {
    const measured: Measured[] = [];
    for (const work of works) measured.push(await ask(child, work));
    return measured;
  } finally {
    if (child.connected) child.disconnect();
  }
}

async function startWorker(name: CandidateName, execArgv: readonly string[] = []): Promise<ChildProcess> {
  const child = start('client', new URL('worker.ts', import.meta.url), [name], execArgv);
  await ask(child);
  return child;
}

/** All candidates must return the same result, except the one that does not read. */
function requireSameResult(all: ReadonlyMap<CandidateName, readonly Measured[]>): void {
  const readers = [...all].filter(([name]) => name !== drain);
  const results = new Set(readers.flatMap(([, rounds]) => rounds.map((measured) => measured.get('result'))));
  if (results.size !== 1)
    throw new Error(`The candidates read different things: ${[...results].join(', ')}.`);
}

function valuesOf(rounds: readonly Measured[], metric: string): readonly number[] {
  return rounds.map((measured) => measured.get(metric) ?? Number.NaN);
}

/** One metric of one candidate beside that of another, round by round. */
export function ratioOf(
  all: ReadonlyMap<CandidateName, readonly Measured[]>,
  metric: string,
  name: CandidateName,
  reference: CandidateName,
): Spread {
  return pairRatios(valuesOf(all.get(name) ?? [], metric), valuesOf(all.get(reference) ?? [], metric));
}

export function spreadOf(rounds: readonly Measured[], metric: string, divisor = 1): Spread {
  return summarise(valuesOf(rounds, metric).map((value) => value / divisor));
}
