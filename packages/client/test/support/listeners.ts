import { getEventListeners } from 'node:events';

/** How many listeners wait for a signal's abort. Code that has ended leaves none. */
export function abortListeners(abortSignal: AbortSignal): number {
  return getEventListeners(abortSignal, 'abort').length;
}
