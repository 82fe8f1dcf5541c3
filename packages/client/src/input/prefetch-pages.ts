import { requireInteger } from './integer.ts';

/** Requires a number of pages to request ahead. Each is held in memory, so that there is a limit. */
export function requirePrefetchPages(argument: string, value: unknown): number {
  return requireInteger(argument, value, { min: 0, max: 32, example: 4 });
}
