import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { arrayOf, objectOf, textsOf } from '../documents/json.ts';
import { fewCertificates } from './few-certificates.ts';
import { GateFailure } from './gate-failure.ts';
import type { Question } from './judge-answers.ts';
import { openVerdictCache, type VerdictCache } from './verdict-cache.ts';

/** Determines whether a pact accepts an answer, with Pact's own verifier. */
export interface PactJudge {
  /** The reasons why the pact refuses the answer; empty when it accepts it. */
  judge(question: Question): Promise<readonly string[]>;
  /**
   * The number of questions. A question that was answered before, in this run or an earlier one, is not asked again.
   */
  asked(): number;
  close(): void;
}

interface Pending {
  readonly question: Question;
  readonly resolve: (verdict: readonly string[]) => void;
  readonly reject: (error: unknown) => void;
}

const worker = fileURLToPath(new URL('pact-judge-worker.ts', import.meta.url));

const quiet = { PACT_DO_NOT_TRACK: 'true', LOG_LEVEL: 'error' };

/** The verifier slows down with the length of a pact, and starting it for a short one is wasteful. */
const mostAtOnce = 150;

/** Creates a judge that batches questions and passes them to several verifiers, one per core by default. */
export function createPactJudge(
  processes = availableParallelism(),
  cache: VerdictCache = openVerdictCache(),
): PactJudge {
  const verdicts = new Map<string, Promise<readonly string[]>>();
  const queue: Pending[] = [];
  const idle: ChildProcess[] = [];
  const all: ChildProcess[] = [];
  let isGathering = false;

  async function gather(): Promise<void> {
    isGathering = true;
    await setImmediate();
    isGathering = false;
    while (queue.length > 0) {
      const child = idle.pop() ?? (all.length < processes ? start() : undefined);
      if (child === undefined) return;
      void work(child);
    }
  }

  function start(): ChildProcess {
    const child = fork(worker, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, ...quiet, ...fewCertificates() },
    });
    all.push(child);
    return child;
  }

  async function work(child: ChildProcess): Promise<void> {
    const share = Math.ceil(queue.length / processes);
    const batch = queue.splice(0, Math.min(mostAtOnce, Math.max(share, 10)));
    const settled = new AbortController();
    try {
      const replied = Promise.race([
        once(child, 'message', { signal: settled.signal }),
        ended(child, settled.signal),
      ]);
      child.send(batch.map(({ question }) => question));
      const [reply] = await replied;
      const { verdicts: given, error } = objectOf(reply);
      if (error !== undefined) throw new Error(JSON.stringify(error));
      for (const [index, { resolve }] of batch.entries()) resolve(textsOf(arrayOf(given)[index]));
      idle.push(child);
    } catch (cause) {
      all.splice(all.indexOf(child), 1);
      child.kill();
      const failure = new GateFailure(`Pact's verifier failed: ${String(cause)}`, { cause });
      for (const { reject } of batch) reject(failure);
    } finally {
      settled.abort();
    }
    if (!isGathering) void gather();
  }

  return {
    judge(question) {
      const key = JSON.stringify(question);
      const known = verdicts.get(key);
      if (known !== undefined) return known;
      const before = cache.get(key);
      const verdict =
        before === undefined
          ? new Promise<readonly string[]>((resolve, reject) => {
              queue.push({ question, resolve, reject });
            }).then((given) => {
              cache.add(key, given);
              return given;
            })
          : Promise.resolve(before);
      verdicts.set(key, verdict);
      if (!isGathering) void gather();
      return verdict;
    },
    asked: () => verdicts.size,
    close() {
      cache.save();
      for (const child of all) child.kill();
    },
  };
}

async function ended(child: ChildProcess, signal: AbortSignal): Promise<never> {
  const [code] = await once(child, 'exit', { signal });
  throw new Error(`a verifier's process ended with ${String(code)}`);
}
