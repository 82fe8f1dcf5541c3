import type { LicensesUsageClient } from '@licenses-usage/client';
import {
  compareFleetUsage,
  toMarkdown,
  type CustomerParity,
  type FleetParityOptions,
} from '@licenses-usage/client/migrate';
import { createTally, type Tally } from './tally.ts';

export type FleetFormat = 'markdown' | 'json' | 'ndjson';

export interface FleetOptions extends Pick<FleetParityOptions, 'tolerance' | 'concurrency' | 'holdAllRows'> {
  readonly abortSignal: AbortSignal;
  readonly onProgress: (tally: Tally) => void;
  /** Told when all customers have been compared. */
  readonly onEnd: (tally: Tally) => void;
}

/** Compares every customer, and tells of each that does not plainly agree; as ndjson of every one. */
export async function* compareFleet(
  client: LicensesUsageClient,
  format: FleetFormat,
  { onProgress, onEnd, ...options }: FleetOptions,
): AsyncGenerator<string> {
  const { abortSignal } = options;
  const customers = client.listCustomers({}, { abortSignal });
  const tally = createTally();
  let before = '{\n"customers": [\n';
  for await (const parity of compareFleetUsage(client, { ...options, customers })) {
    const outcome = parity.status === 'compared' ? parity.report.verdict : parity.status;
    tally.add(outcome);
    onProgress(tally.result());
    if (format === 'ndjson') yield `${JSON.stringify(toJson(parity))}\n`;
    else if (outcome === 'agree' || outcome === 'no-data') continue;
    else if (format === 'json') {
      yield `${before}${JSON.stringify(toJson(parity))}`;
      before = ',\n';
    } else yield describe(parity);
  }
  const result = tally.result();
  if (format === 'json') {
    yield `${before.startsWith('{') ? before : '\n'}],\n"summary": ${JSON.stringify(result)}\n}\n`;
  } else if (format !== 'ndjson') yield summarise(result);
  onEnd(result);
}

function toJson(parity: CustomerParity): object {
  if (parity.status !== 'failed') return parity;
  const { error, ...rest } = parity;
  return { ...rest, error: { name: error.name, message: error.message } };
}

function describe(parity: CustomerParity): string {
  const heading = `## ${parity.customerId ?? 'Rows without a customer'}\n\n`;
  switch (parity.status) {
    case 'compared':
      return `${heading}${toMarkdown(parity.report)}\n`;
    case 'failed':
      return `${heading}**failed**: ${parity.error.message}\n\n`;
    case 'not-listed':
      return `${heading}**not listed**: ${parity.rows} rows, and the list of customers has no such customer.\n\n`;
  }
}

function summarise(tally: Tally): string {
  const { verdict, customers, agree, differ, notComparable, noData, failed, notListed } = tally;
  const parts = [
    [agree, 'agree'],
    [differ, 'differ'],
    [notComparable, 'not comparable'],
    [noData, 'without data'],
    [failed, 'failed'],
    [notListed, 'not listed'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return `**${verdict}**: ${customers} customers compared. ${told.join(', ') || 'There are none'}.\n`;
}
