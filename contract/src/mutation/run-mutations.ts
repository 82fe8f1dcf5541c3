import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { objectOf } from '../documents/json.ts';
import { readKills } from './read-kills.ts';
import type { Kills, Thoroughness } from './try-mutation.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));

/** How many mutations a process tries concurrently, so that their questions to the verifier are batched. */
const atOnce = 12;

/** Tries the mutations with these indexes in one process per core, and reports each result. */
export async function runMutations(
  indexes: readonly number[],
  thoroughness: Thoroughness,
  onResult: (index: number, kills: Kills) => void,
): Promise<void> {
  if (indexes.length === 0) return;
  const waiting = [...indexes];
  const children = Array.from({ length: availableParallelism() }, () =>
    fork(worker, [thoroughness], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
  );
  try {
    await Promise.all(children.map((child) => work(child, waiting, onResult)));
  } finally {
    for (const child of children) if (child.connected) child.disconnect();
  }
}

async function work(
  child: ChildProcess,
  waiting: number[],
  onResult: (index: number, kills: Kills) => void,
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
      onResult(index, readKills(kills));
      next();
    });
    for (let count = 0; count < atOnce; count += 1) next();
  });
  await Promise.race([settled, ended]);
  ended.catch(() => undefined);
}
