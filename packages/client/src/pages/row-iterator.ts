import { abortReason, type CallerSignal } from '../time/abort.ts';

const ended = { done: true, value: undefined } as const;

/**
 * Delivers the rows of batches one by one. Written by hand, because an async generator takes several microtasks for each
 * row, and this takes one.
 */
export function createRowIterator<Row>(
  batches: AsyncGenerator<readonly Row[], undefined, undefined>,
  abortSignal: CallerSignal | undefined,
): AsyncIterator<Row, undefined> {
  let rows: readonly Row[] = [];
  let index = 0;
  let isOver = false;
  /** The last unsettled call. Calls settle in order, even when `next()` is called several times at once. */
  let busy: Promise<unknown> | undefined;

  function inTurn(act: () => Promise<IteratorResult<Row, undefined>>) {
    const acting = busy === undefined ? act() : busy.then(act, act);
    const settle = () => {
      if (busy === acting) busy = undefined;
    };
    busy = acting;
    acting.then(settle, settle);
    return acting;
  }

  async function end(): Promise<IteratorResult<Row, undefined>> {
    isOver = true;
    rows = [];
    await batches.return(undefined);
    return ended;
  }

  async function advance(): Promise<IteratorResult<Row, undefined>> {
    while (!isOver) {
      if (abortSignal?.aborted === true) {
        await end();
        throw abortReason(abortSignal);
      }
      const value = rows[index];
      index += 1;
      if (value !== undefined) return { done: false, value };
      // Stays over unless another batch follows, and when that batch fails.
      isOver = true;
      const batch = await batches.next();
      if (batch.done === true) break;
      isOver = false;
      rows = batch.value;
      index = 0;
    }
    return ended;
  }

  return {
    next() {
      const value = rows[index];
      if (busy !== undefined || value === undefined || abortSignal?.aborted === true) return inTurn(advance);
      index += 1;
      return Promise.resolve({ done: false, value });
    },
    return: () => inTurn(end),
  };
}
