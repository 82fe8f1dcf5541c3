import { expect, onTestFinished } from 'vitest';
import {
  createMigratingClient,
  type MigratingClientOptions,
} from '../../../../src/migrate/cut-over/create-migrating-client.ts';
import type { MigrationEvent, MigrationParity } from '../../../../src/migrate/cut-over/migration-event.ts';
import { fault } from '../../../support/answers.ts';
import { createTestClient, type Answer } from '../../../support/client.ts';
import { usagePage } from '../../../walk/support/usage-page.ts';
import { customerIn, idOf, legacyAnswer, rowsOf } from '../../support/fleet.ts';

export const customerId = idOf(5);
export const unavailable = fault(503);

/** A service whose two operations answer as the test says. */
export function service(legacy: Answer, current: Answer): Answer {
  return (request, number) => (request.url.includes('/commercial/') ? current : legacy)(request, number);
}

export function createMigration(answers: Answer, options: MigratingClientOptions) {
  const parities: MigrationParity[] = [];
  const events: MigrationEvent[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => void rejections.push(reason);
  process.on('unhandledRejection', onRejection);
  onTestFinished(() => {
    process.off('unhandledRejection', onRejection);
    expect(rejections, 'unhandled rejections').toStrictEqual([]);
  });
  const tested = createTestClient(answers, { retry: { maxRetries: 0 } });
  const migrating = createMigratingClient(tested.client, {
    onParity: (parity) => void parities.push(parity),
    onEvent: (event) => void events.push(event),
    ...options,
  });
  return { ...tested, migrating, parities, events };
}

export const agreeing = service(legacyAnswer(5), usagePage(rowsOf(5)));

export function waysOf(requests: readonly Request[]) {
  return requests.map((request) => (customerIn(request) === undefined ? 'current' : 'legacy'));
}
