import type { LicensesUsageField } from '@licenses-usage/client';
import { CommandError } from '../exit.ts';

/** What `--by` takes, and the fields that stand for it: a code says what it is, a name says it to people. */
const groupings = {
  service: ['serviceCode', 'serviceName'],
  workload: ['workloadCode', 'workloadName'],
  channel: ['channel'],
  customer: ['customerTenantId', 'customerName'],
  product: ['productId', 'productName'],
} as const satisfies Record<string, readonly LicensesUsageField[]>;

export type Grouping = keyof typeof groupings;

export const groupingNames: readonly Grouping[] = ['service', 'workload', 'channel', 'customer', 'product'];

/** Reads `service,workload`. @throws {CommandError} for a word that names no grouping. */
export function readGroupings(text: string): readonly Grouping[] {
  const words = text.split(',').map((word) => word.trim());
  const chosen = words.map((word) => groupingNames.find((name) => name === word) ?? refuse(word));
  if (!chosen.includes('workload')) {
    throw new CommandError(
      `--by ${text}: add workload. One licence qualifies for several workloads, so a sum over them counts it several times.`,
    );
  }
  return [...new Set(chosen)];
}

export function fieldsOf(chosen: readonly Grouping[]): LicensesUsageField[] {
  return chosen.flatMap((grouping) => [...groupings[grouping]]);
}

function refuse(word: string): never {
  throw new CommandError(
    `--by: there is no "${word}". Choose from ${groupingNames.join(', ')}, separated by commas.`,
  );
}
