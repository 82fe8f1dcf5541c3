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
