import type { CustomerUsageResult } from './customer-usage-result.ts';

/**
 * Remembers which customers a scan has been through, so that one that was killed goes on where it was.
 *
 * A scan tells of each result after its consumer has come back for the next one. So a scan that is killed between the
 * two delivers that one result again: nothing is lost. For nothing to be repeated either, let `save` write the result
 * itself and `load` read whose results there are; or let `save` note how far the consumer's output had come, and `load`
 * cut off what lies behind.
 */
export interface ScanCheckpoint {
  /** The ids of the customers not to ask again. Called once, before anything is sent. Failures left out are tried again. */
  load(): Promise<Iterable<string>>;
  /** Called once for each customer, one after another, in the order of the customers. What it throws ends the scan. */
  save(result: CustomerUsageResult): Promise<void>;
}
