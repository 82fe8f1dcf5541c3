import type { RoutedOperation } from '../call/routes.ts';
import type { FaultName } from './catalogue.ts';

/** When a fault is switched on. A rule without conditions concerns every request. */
export interface FaultRule {
  readonly fault: FaultName;
  /** Only for this operation. */
  readonly operation?: RoutedOperation;
  /** Only for this share of the requests, 0 to 1. Which ones follows from the emulator's seed. */
  readonly probability?: number;
  /** Only for the n-th request, counted from 1, of the operation when the rule names one. */
  readonly onRequest?: number;
}
