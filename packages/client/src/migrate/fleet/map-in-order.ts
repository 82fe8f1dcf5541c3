import { abortable } from '../../call/abortable.ts';
import { createLinkedAbort } from '../../call/caller-signal.ts';

export interface MapInOrderOptions {
  /** How much work is under way at once. */
  readonly concurrency: number;
  readonly abortSignal: AbortSignal | undefined;
}

/** How many results may wait for a slow one before them, for each unit of concurrency. */
const aheadPerWorker = 4;

/**
 * The results of `work` in the order of the inputs, several at a time. Inputs are taken and work begins only as results
 * are asked for, so what is held does not grow. Work that fails ends it all; whoever stops early aborts what is under way.
 */
export async function* mapInOrder<Input, Result>(
  inputs: AsyncIterable<Input>,
  { concurrency, abortSignal: parent }: MapInOrderOptions,
  work: (input: Input, abortSignal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const abort = createLinkedAbort(parent);
  const { abortSignal } = abort;
  const limit = createLimit(concurrency);
  const iterator = inputs[Symbol.asyncIterator]();
  const results: Promise<Result>[] = [];
  let isExhausted = false;

  async function begin(): Promise<void> {
    const next = await abortable(iterator.next(), abortSignal);
    if (next.done === true) {
      isExhausted = true;
      return;
    }
    const result = limit(() => {
      abortSignal.throwIfAborted();
      return work(next.value, abortSignal);
    });
    // Whoever stops before this one never awaits it.
    result.catch(() => {});
    results.push(result);
  }

  try {
    abortSignal.throwIfAborted();
    for (;;) {
      while (!isExhausted && results.length < concurrency * aheadPerWorker) await begin();
      const result = results.shift();
      if (result === undefined) return;
      yield await abortable(result, abortSignal);
    }
  } finally {
    abort.end();
    // Not awaited: a source that is still busy need not hold up whoever stops.
    if (!isExhausted) iterator.return?.()?.catch(() => {});
  }
}

/** Runs work, but no more than so much at once; the rest waits its turn. */
export type Limit = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function createLimit(concurrency: number): Limit {
  let free = concurrency;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
