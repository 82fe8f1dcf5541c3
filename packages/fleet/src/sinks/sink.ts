import type { CustomerUsage } from '../customer-usage.ts';

/** Where the usage of customers goes. */
export interface FleetSink {
  /**
   * Saves the usage of one customer; resolves when it will survive a crash. A worker that dies after this and before it can
   * tell the queue makes another worker ask again, so a customer may come twice: key what you save by `scan` and
   * `usage.customerId`, and let the later one take the place of the earlier. Called for several customers at once. When it
   * rejects, the worker stops and the customer is asked again.
   */
  save(usage: CustomerUsage, scan: string): Promise<void>;
  /** Called once, after the worker's last `save`. */
  close?(): Promise<void>;
}
