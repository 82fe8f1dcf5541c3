/** Bounds retries to the number of successes plus a reserve, so that a failing service gets less traffic, not more. */
export interface RetryBudget {
  /** Pays for a retry. False when the budget is used up. */
  spend(): boolean;
  /** A success pays for one more retry. */
  earn(): void;
}

const reserve = 100;

export function createRetryBudget(): RetryBudget {
  let retries = reserve;
  return {
    spend() {
      if (retries === 0) return false;
      retries -= 1;
      return true;
    },
    earn() {
      retries = Math.min(reserve, retries + 1);
    },
  };
}
