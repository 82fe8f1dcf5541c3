/** Accepts this many requests per second, with a burst of at most one second, and tells the others how long to wait. */
export function createTokenBucket(
  perSecond: number,
  now: () => number = () => performance.now(),
): () => number {
  let tokens = perSecond;
  let filledAt = now();
  return () => {
    const at = now();
    tokens = Math.min(perSecond, tokens + ((at - filledAt) / 1000) * perSecond);
    filledAt = at;
    if (tokens < 1) return ((1 - tokens) / perSecond) * 1000;
    tokens -= 1;
    return 0;
  };
}
