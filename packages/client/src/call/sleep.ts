import { abortable } from './abortable.ts';
import type { FullClock } from './clock.ts';

/** Resolves after `delayInMs`; rejects at once with the signal's reason when it aborts. Leaves no timer or listener. */
export async function sleep(
  delayInMs: number,
  clock: Pick<FullClock, 'schedule'>,
  abortSignal: AbortSignal,
): Promise<void> {
  let cancel = () => {};
  const delay = new Promise<void>((resolve) => {
    cancel = clock.schedule(resolve, delayInMs);
  });
  await abortable(delay, abortSignal).finally(cancel);
}
