import type { CustomerUsage } from '../customer-usage.ts';

/** A destination for the usage of customers. */
export interface FleetSink {
  /**
   * Saves the usage of one customer; resolves when it would survive a crash. If a worker dies before it can report
   * this to the queue, another worker queries the customer again, so a customer may come twice: key the data by
   * `scan` and `usage.customerId`, and let the later one replace the earlier. Called for several customers
   * concurrently. When it rejects, the worker stops and the customer is queried again.
   */
  save(usage: CustomerUsage, scan: string): Promise<void>;
  /** Called once, after the worker's last `save`. */
  close?(): Promise<void>;
}
