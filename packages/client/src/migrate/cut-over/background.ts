/** Work that nobody waits for: so much at once and no more. */
export interface Background {
  /** Whether as much is under way as may be. */
  isFull(): boolean;
  /** Starts work, which must not reject. */
  start(work: () => Promise<void>): void;
  /** Resolves when no work is under way. */
  settled(): Promise<void>;
}

export function createBackground(maxPending: number): Background {
  const pending = new Set<Promise<void>>();
  return {
    isFull: () => pending.size >= maxPending,
    start(work) {
      const running = work().finally(() => pending.delete(running));
      pending.add(running);
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
