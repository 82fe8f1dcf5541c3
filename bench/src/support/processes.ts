import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Servers and clients run on different cores, if processes can be pinned. */
export type Core = 'client' | 'server';

const coreNumbers = { client: '0', server: '1' } as const;

export const isPinned = ((): boolean => {
  try {
    execFileSync('taskset', ['-c', '0,1', 'true']);
    return true;
  } catch {
    return false;
  }
})();

/**
 * Starts a program with a channel for messages.
 *
 * @param core - Its core, if processes can be pinned; `undefined` for any.
 * @param program - Its file, as `new URL('server.ts', import.meta.url)`.
 * @param words - Its arguments.
 * @param execArgv - Flags of Node.
 */
export function start(
  core: Core | undefined,
  program: URL,
  words: readonly string[],
  execArgv: readonly string[] = [],
): ChildProcess {
  const options =
    isPinned && core !== undefined
      ? { execPath: 'taskset', execArgv: ['-c', coreNumbers[core], process.execPath, ...execArgv] }
      : { execArgv: [...execArgv] };
  return fork(fileURLToPath(program), words, options);
}

/**
 * Sends a message, if there is one, and resolves to the numbers in the next answer.
 *
 * @throws {Error} when the program ends without an answer.
 */
export async function ask(child: ChildProcess, message?: object): Promise<ReadonlyMap<string, number>> {
  const waiting = new AbortController();
  const answer = once(child, 'message', { signal: waiting.signal });
  const end = once(child, 'exit', { signal: waiting.signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.slice(-3).join(' ')} ended with ${String(code)}.`);
  });
  if (message !== undefined) child.send(message);
  try {
    const [told]: readonly unknown[] = await Promise.race([answer, end]);
    return new Map(
      Object.entries(Object(told)).flatMap(([name, value]) =>
        typeof value === 'number' ? [[name, value]] : [],
      ),
    );
  } finally {
    end.catch(() => {});
    answer.catch(() => {});
    waiting.abort();
  }
}
