import { abortable } from '../../time/abort.ts';
import { createLinkedAbort } from '../../time/linked-abort.ts';
import { requireInteger } from '../../input/values.ts';

/** Requires how many calls may be in flight at once. */
export function requireConcurrency(concurrency: number | undefined): number {
  return requireInteger('concurrency', concurrency ?? 8, { min: 1, max: 256, example: 8 });
}

/** How many results may wait behind a slow one, per unit of concurrency. */
const aheadPerWorker = 4;

/**
 * Yields the results of `work` in the order of the inputs, several at a time. Takes inputs and starts work only as
 * results are consumed, so that memory doesn't grow. A failure ends the iteration. Stopping early aborts running
 * work.
 */
export async function* mapInOrder<Input, Result>(
  inputs: AsyncIterable<Input>,
  options: { readonly concurrency: number; readonly abortSignal: AbortSignal | undefined },
  work: (input: Input, abortSignal: AbortSignal) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const { concurrency } = options;
  const abort = createLinkedAbort(options.abortSignal);
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
    // Handled here, because a consumer that stops early never awaits it.
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
    // Not awaited: a busy source must not delay the consumer.
    if (!isExhausted) iterator.return?.()?.catch(() => {});
  }
}

/** Runs work with limited concurrency. Further work waits in order. */
export function createLimit(concurrency: number) {
  let free = concurrency;
  const waiting: (() => void)[] = [];
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
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
