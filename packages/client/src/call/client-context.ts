import type { RetryBudget } from './retry.ts';
import type { TokenSource } from './token.ts';
import type { ResolvedOptions } from '../client-options.ts';
import type { DeprecationNotifier, DriftNotifier } from './notices.ts';
import type { Throttle } from '../throttle/throttle.ts';

/** The state that all calls of a client share. */
export interface ClientContext {
  readonly options: ResolvedOptions;
  readonly tokens: TokenSource;
  readonly throttle: Throttle;
  readonly retryBudget: RetryBudget;
  readonly notifyDeprecation: DeprecationNotifier | undefined;
  readonly notifyDrift: DriftNotifier | undefined;
}
