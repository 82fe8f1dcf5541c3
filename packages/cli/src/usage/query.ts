import { type LicensesUsageField, eq } from '@licenses-usage/client';
import { CommandError } from '../exit.ts';

/** Combines `--customer` and `--where` into one condition. */
export function readFilter(customer: string | undefined, where: string | undefined): string | undefined {
  if (where?.trim() === '')
    throw new CommandError(`--where is empty. Example: --where "workloadCode eq 'EXO'"`);
  if (customer === undefined) return where;
  // Rows have ids in upper case, and the documentation does not say whether filters are case-sensitive.
  const ofCustomer = eq('customerTenantId', readCustomerId(customer).toUpperCase()).toString();
  return where === undefined ? ofCustomer : `(${where}) and ${ofCustomer}`;
}

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** @throws {CommandError} for anything but a GUID. */
export function readCustomerId(text: string): string {
  if (guid.test(text)) return text;
  throw new CommandError(
    `--customer takes the tenant id of a customer, a GUID such as 3f0c9a52-6d1b-4e8f-9a07-000000000005; received "${text}".`,
  );
}

/** The groupings of `--by`, with their fields: the code for programs, the name for people. */
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
