import type { LicensesUsageClient } from '@licenses-usage/client';
import * as migrate from '@licenses-usage/client/migrate';
import { readBefore } from './before.ts';

/** During: the unchanged old code, on a client that compares each answer with the new one in the background. */
export async function readDuring(client: LicensesUsageClient, customerIds: readonly string[]) {
  const parity: migrate.MigrationParity[] = [];
  const events: migrate.MigrationEvent[] = [];
  const migrating = migrate.createMigratingClient(client, {
    mode: 'shadow',
    maxPendingComparisons: customerIds.length + 1,
    onParity: (compared) => parity.push(compared),
    onEvent: (event) => events.push(event),
  });
  const usage = await readBefore(migrating, customerIds);
  await migrating.settled();
  return { ...usage, parity, events };
}
