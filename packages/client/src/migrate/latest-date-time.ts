import { instantOf } from './instant-of.ts';

/** The later of two dates as they are written. One that is not known gives way to one that is. */
export function latestDateTime(one: string | null, other: string | null): string | null {
  if (one === null || other === null || one === other) return one ?? other;
  return instantOf(other) > instantOf(one) ? other : one;
}
