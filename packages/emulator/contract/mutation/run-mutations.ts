import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { isObject, objectOf } from '../documents/json.ts';
import { type GateName, gateNames } from './gates.ts';
import type { Kills } from './try-mutation.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

/** How many mutations a process has at a time, so that their questions to the verifier are put together. */
const atOnce = 12;

/** Tries the mutations with these indexes in as many processes as there are cores. */
export async function runMutations(
  indexes: readonly number[],
  onProgress: (done: number) => void,
): Promise<ReadonlyMap<number, Kills>> {
  const waiting = [...indexes];
  const results = new Map<number, Kills>();
  const children = Array.from({ length: availableParallelism() }, () =>
    fork(worker, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  try {
    await Promise.all(children.map((child) => work(child, waiting, results, onProgress)));
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
  }
  return results;
}

async function work(
  child: ChildProcess,
  waiting: number[],
  results: Map<number, Kills>,
  onProgress: (done: number) => void,
): Promise<void> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`A process that tries mutations ended with ${String(code)}.`);
  });
  await Promise.race([once(child, 'message'), ended]);
  const settled = new Promise<void>((resolve, reject) => {
    let running = 0;
    const next = () => {
      const index = waiting.shift();
      if (index === undefined) {
        if (running === 0) resolve();
        return;
      }
      running += 1;
      child.send(index);
    };
    child.on('message', (message: unknown) => {
      const { index, kills, error } = objectOf(message);
      if (typeof index !== 'number' || error !== undefined) {
        reject(new Error(`A mutation could not be tried: ${String(error)}`));
        return;
      }
      running -= 1;
      results.set(index, readKills(kills));
      onProgress(results.size);
      next();
    });
    for (let count = 0; count < atOnce; count += 1) next();
  });
  await Promise.race([settled, ended]);
  ended.catch(() => undefined);
}

function readKills(value: unknown): Kills {
  if (!isObject(value)) throw new Error('A process that tries mutations sent no result.');
  const entries = gateNames.flatMap((name): readonly (readonly [GateName, string])[] => {
    const words = value[name];
    return typeof words === 'string' ? [[name, words]] : [];
  });
  return Object.fromEntries(entries);
}
