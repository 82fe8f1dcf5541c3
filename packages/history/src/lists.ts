import type { LicensesUsageClient } from '@licenses-usage/client';

import type { HistoryKind, HistoryRow } from './kinds.ts';

/** The methods of a client that a recording uses. */
export type RecordedClient = Pick<LicensesUsageClient, 'listLicensesUsage' | 'listLicensesDeployment'>;

type Signal = AbortSignal | undefined;

/** The three requests that are made of each of the two lists. */
interface SnapshotList {
  /** All rows of a day, or of the latest snapshots. */
  readonly batches: (
    client: RecordedClient,
    day: string | undefined,
    signal: Signal,
  ) => AsyncIterable<readonly HistoryRow[]>;
  readonly services: (client: RecordedClient, signal: Signal) => Promise<readonly (string | null)[]>;
  /** One row of the latest snapshot of a service. */
  readonly first: (client: RecordedClient, filter: string, signal: Signal) => Promise<HistoryRow | undefined>;
}

const groupBy = ['serviceCode'] as const;

export const lists: Readonly<Record<HistoryKind, SnapshotList>> = {
  usage: {
    batches: (client, processedDateTime, abortSignal) =>
      client.listLicensesUsage({ processedDateTime }, { abortSignal }).byBatch(),
    services: async (client, abortSignal) =>
      (await client.listLicensesUsage({ groupBy }, { abortSignal }).toArray()).map((row) => row.serviceCode),
    first: async (client, filter, abortSignal) =>
      (await client.listLicensesUsage({ filter, top: 1 }, { abortSignal }).toArray())[0],
  },
  deployment: {
    batches: (client, processedDateTime, abortSignal) =>
      client.listLicensesDeployment({ processedDateTime }, { abortSignal }).byBatch(),
    services: async (client, abortSignal) =>
      (await client.listLicensesDeployment({ groupBy }, { abortSignal }).toArray()).map(
        (row) => row.serviceCode,
      ),
    first: async (client, filter, abortSignal) =>
      (await client.listLicensesDeployment({ filter, top: 1 }, { abortSignal }).toArray())[0],
  },
};
