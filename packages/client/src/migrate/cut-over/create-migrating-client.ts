import type { LicensesUsageClient } from '../../generated/client.ts';
import type { ResourceCollection } from '../../decode/collection.ts';
import type { CustomerLicensesUsageInsights, PartnerLicensesUsageInsights } from '../../generated/models.ts';
import { notifySafely } from '../../events.ts';
import { requireGuid, requireInteger, requireOneOf } from '../../input/values.ts';
import type { RequestOptions } from '../../request-options.ts';
import { compareCustomerUsage } from '../parity/compare-customer-usage.ts';
import { comparePartnerUsage } from '../parity/compare-partner-usage.ts';
import { resolveTolerance } from '../parity/compare-entries.ts';
import type { ParityOptions } from '../parity/parity-report.ts';
import type {
  MigratedCall,
  MigrationEvent,
  MigrationOccurrence,
  MigrationParity,
} from './migration-event.ts';
import {
  readCurrentCustomerUsage,
  readCurrentPartnerUsage,
  type RecomputedPercentages,
} from './read-current-usage.ts';
import { serveFallback, serveShadow, type TwoWays } from './serve.ts';

/**
 * A step of the cut-over.
 *
 * - `legacy`: asks the superseded operations only.
 * - `shadow`: asks the superseded operations, and compares with the superseding one in the background.
 * - `fallback`: asks the superseding operation, and a superseded one when that fails or has no data.
 * - `current`: asks the superseding operation only.
 */
export type MigrationMode = 'legacy' | 'shadow' | 'fallback' | 'current';

/** How to cut over, and what to report. */
export interface MigratingClientOptions extends ParityOptions, RecomputedPercentages {
  /** Which operation answers, and which one is asked besides. */
  readonly mode: MigrationMode;
  /**
   * Called after each comparison: in `shadow`, and in `fallback` when the superseding operation has no data. Its
   * errors are ignored.
   */
  readonly onParity?: ((parity: MigrationParity) => void) | undefined;
  /** Called for each fallback, and each comparison that failed or was skipped. Its errors are ignored. */
  readonly onEvent?: ((event: MigrationEvent) => void) | undefined;
  /** How many comparisons of `shadow` may run at once. Further calls are answered but not compared. Default: 4. */
  readonly maxPendingComparisons?: number | undefined;
  /** Aborts the comparisons of `shadow`, not the calls. */
  readonly abortSignal?: AbortSignal | undefined;
}

/** The two superseded operations, answered as the mode says. */
export interface MigratingClient {
  /**
   * The usage of one customer, complete in one answer.
   * @param customerId The customer's tenant id, a GUID.
   */
  getCustomerLicensesUsage(
    customerId: string,
    requestOptions?: RequestOptions,
  ): Promise<ResourceCollection<CustomerLicensesUsageInsights>>;
  /** One percentage for each service, workload and channel over all customers, complete in one answer. */
  getPartnerLicensesUsage(
    requestOptions?: RequestOptions,
  ): Promise<ResourceCollection<PartnerLicensesUsageInsights>>;
  /** Resolves when no comparison is running. Await it before the program ends. */
  settled(): Promise<void>;
}

/** The client behind a migrating client. It may come from another installed copy of this package. */
export type MigratedClient = Pick<
  LicensesUsageClient,
  'getCustomerLicensesUsage' | 'getPartnerLicensesUsage' | 'listLicensesUsage'
>;

const modes: readonly MigrationMode[] = ['legacy', 'shadow', 'fallback', 'current'];

/**
 * Creates a client for code that needs the answers of the superseded operations, and moves it to the superseding one
 * step by step. Its methods have the signatures of the client's own, in every mode.
 *
 * Answers made of rows are as close to the superseded ones as possible. Percentages are recomputed, and rounded half
 * up to two decimals unless `percentages` is `exact`; when nothing is qualified they are `null` unless `zeroForNull`
 * is set. Dates end in `+00:00`. A partner's insights are ordered by service, workload and channel, a customer's like
 * the rows. `customerId`, `serviceCode` and `workloadCode` are filled in. `context` is that of the first page. In
 * `fallback`, `totalTimeoutInMs` applies to each of the two operations.
 *
 * @throws {ConfigurationError} naming the option at fault.
 */
export function createMigratingClient(
  client: MigratedClient,
  options: MigratingClientOptions,
): MigratingClient {
  const { onParity = ignore, onEvent = ignore, percentages = 'rounded', abortSignal } = options;
  const mode = requireOneOf('mode', options.mode, modes, 'shadow');
  requireOneOf('percentages', percentages, ['rounded', 'exact']);
  const tolerance = resolveTolerance(options);
  const maxPending = requireInteger('maxPendingComparisons', options.maxPendingComparisons ?? 4, {
    min: 1,
    example: 4,
  });
  const pending = new Set<Promise<void>>();

  function serve<Row, Insight extends object>(
    call: MigratedCall,
    own: Omit<TwoWays<Row, Insight>, 'notify'>,
  ): Promise<ResourceCollection<Insight>> {
    const notify = (occurrence: MigrationOccurrence) => notifySafely(onEvent, { ...call, ...occurrence });
    const ways = { ...own, notify };
    switch (mode) {
      case 'legacy':
        return ways.legacy();
      case 'shadow':
        return serveShadow(ways, { pending, maxPending, abortSignal });
      case 'fallback':
        return serveFallback(ways);
      case 'current':
        return ways.current(ways.abortSignal).then(({ usage }) => usage);
    }
  }

  return {
    async getCustomerLicensesUsage(id, requestOptions) {
      const customerId = requireGuid('customerId', id);
      const asked = withCorrelationId(requestOptions);
      const { correlationId } = asked;
      const call = { operation: 'getCustomerLicensesUsage', customerId, correlationId } as const;
      return serve(call, {
        legacy: async () => client.getCustomerLicensesUsage(customerId, asked),
        current: (signal) =>
          readCurrentCustomerUsage(client, customerId, options, { ...asked, abortSignal: signal }),
        compare(legacy, rows) {
          const report = compareCustomerUsage(legacy, rows, { customerId, tolerance });
          notifySafely(onParity, { ...call, report });
        },
        abortSignal: asked.abortSignal,
      });
    },
    async getPartnerLicensesUsage(requestOptions) {
      const asked = withCorrelationId(requestOptions);
      const call = { operation: 'getPartnerLicensesUsage', correlationId: asked.correlationId } as const;
      return serve(call, {
        legacy: async () => client.getPartnerLicensesUsage(asked),
        current: (signal) => readCurrentPartnerUsage(client, options, { ...asked, abortSignal: signal }),
        compare(legacy, rows) {
          notifySafely(onParity, { ...call, report: comparePartnerUsage(legacy, rows, { tolerance }) });
        },
        abortSignal: asked.abortSignal,
      });
    },
    async settled() {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}

/** The default listener. */
function ignore(): void {}

/** Requests to both operations have one correlation id, so that support finds them together. */
function withCorrelationId(requestOptions: RequestOptions = {}) {
  return { ...requestOptions, correlationId: requestOptions.correlationId ?? crypto.randomUUID() };
}
