import { abortReason, type CallerSignal } from '../call/caller-signal.ts';

const ended = { done: true, value: undefined } as const;

/**
 * Hands out the rows of batches one by one. Not an async generator: that takes several turns of the queue of microtasks
 * for a row, and this takes one.
 */
export function createRowIterator<Row>(
  batches: AsyncGenerator<readonly Row[], undefined, undefined>,
  abortSignal: CallerSignal | undefined,
): AsyncIterator<Row, undefined> {
  let rows: readonly Row[] = [];
  let index = 0;
  let isOver = false;
  /** Calls are answered in order, also to a caller that asks for a row before it has the one before. */
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
      // Unless there is a further batch, the walk has ended, well or not.
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
