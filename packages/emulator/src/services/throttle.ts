import type { EmulatorClock, RequestBudget, ThrottlingOptions } from '../options.ts';
import { throttled } from '../call/platform-faults.ts';

interface Window {
  readonly endsAt: number;
  used: number;
}

export interface Throttle {
  /**
   * Counts a request for the partner, and for the customer if it names one.
   * @throws RefusalError (429) when either budget is used up. A refused request does not count.
   */
  admit(customerId: string | undefined): void;
  /** The partner's current window; `undefined` when none is open. */
  partnerWindow(): { readonly used: number; readonly endsInMs: number } | undefined;
  reset(): void;
}

const partnerKey = 'partner';

/** Uses fixed windows: a budget is replenished when the window that its first request opened is over. */
export function createThrottle(options: ThrottlingOptions, clock: EmulatorClock): Throttle {
  const windows = new Map<string, Window>();

  function openWindow(key: string, budget: RequestBudget, at: number): Window {
    const current = windows.get(key);
    if (current !== undefined && at < current.endsAt) return current;
    const window = { endsAt: at + budget.windowInMs, used: 0 };
    windows.set(key, window);
    return window;
  }

  return {
    admit(customerId) {
      const at = clock.now();
      const charged: Window[] = [];
      const budgets: readonly [string, RequestBudget | undefined][] = [
        [partnerKey, options.partner],
        [`customer ${customerId?.toLowerCase()}`, customerId === undefined ? undefined : options.customer],
      ];
      for (const [key, budget] of budgets) {
        if (budget === undefined) continue;
        const window = openWindow(key, budget, at);
        if (window.used >= budget.requests) {
          throw throttled(window.endsAt - at, options.retryAfter ?? 'seconds', at);
        }
        charged.push(window);
      }
      for (const window of charged) window.used += 1;
    },
    partnerWindow() {
      const window = windows.get(partnerKey);
      if (window === undefined) return undefined;
      const endsInMs = window.endsAt - clock.now();
      return endsInMs > 0 ? { used: window.used, endsInMs } : undefined;
    },
    reset() {
      windows.clear();
    },
  };
}
