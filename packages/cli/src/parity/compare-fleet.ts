import type { LicensesUsageClient } from '@licenses-usage/client';
import {
  compareFleetUsage,
  toMarkdown,
  type CustomerParity,
  type FleetParityOptions,
} from '@licenses-usage/client/migrate';
import { cleanText, count, escapeControls, several } from '../output/terminal.ts';
import { renderComparison } from './render-table.ts';
import { createTally, type Tally } from './tally.ts';

export type ParityFormat = 'table' | 'markdown' | 'json' | 'ndjson';

export interface FleetOptions extends Pick<FleetParityOptions, 'tolerance' | 'concurrency' | 'holdAllRows'> {
  readonly abortSignal: AbortSignal;
  /** How many columns of a terminal a table may take. */
  readonly width: number | undefined;
  readonly onProgress: (tally: Tally) => void;
  /** Called when all customers have been compared. */
  readonly onEnd: (tally: Tally) => void;
}

/**
 * Compares every customer. JSON and NDJSON list each of them. Tables and Markdown show those that do not plainly agree, and
 * count the others.
 */
export async function* compareFleet(
  client: LicensesUsageClient,
  format: ParityFormat,
  { onProgress, onEnd, width, ...options }: FleetOptions,
): AsyncGenerator<string> {
  const { abortSignal } = options;
  const names = new Map<string, string>();
  async function* customers() {
    for await (const customer of client.listCustomers({}, { abortSignal })) {
      const name = customer.companyProfile?.companyName;
      if (format === 'table' && typeof name === 'string') names.set(customer.id.toLowerCase(), name);
      yield customer;
    }
  }
  const tally = createTally();
  let before = '{\n"customers": [\n';
  for await (const parity of compareFleetUsage(client, { ...options, customers: customers() })) {
    const outcome = parity.status === 'compared' ? parity.report.verdict : parity.status;
    tally.add(outcome);
    onProgress(tally.result());
    if (format === 'ndjson') yield `${toJson(parity)}\n`;
    else if (format === 'json') {
      yield `${before}${toJson(parity)}`;
      before = ',\n';
    } else if (outcome !== 'agree' && outcome !== 'no-data') {
      yield format === 'table' ? await describe(parity, names, width) : describeInMarkdown(parity);
    }
  }
  const result = tally.result();
  if (format === 'json') {
    yield `${before.startsWith('{') ? before : '\n'}],\n"summary": ${JSON.stringify(result)}\n}\n`;
  } else if (format !== 'ndjson') yield summarise(result, format);
  onEnd(result);
}

function toJson(parity: CustomerParity): string {
  if (parity.status !== 'failed') return escapeControls(JSON.stringify(parity));
  const { error, ...rest } = parity;
  return escapeControls(JSON.stringify({ ...rest, error: { name: error.name, message: error.message } }));
}

function describeInMarkdown(parity: CustomerParity): string {
  const heading = `## ${parity.customerId ?? 'Rows without a customer'}\n\n`;
  switch (parity.status) {
    case 'compared':
      return `${heading}${toMarkdown(parity.report)}\n`;
    case 'failed':
      return `${heading}**failed**: ${parity.error.message}\n\n`;
    case 'not-listed':
      return `${heading}**not listed**: ${notListed(parity.rows)}\n\n`;
  }
}

async function describe(
  parity: CustomerParity,
  names: ReadonlyMap<string, string>,
  width: number | undefined,
): Promise<string> {
  const { customerId } = parity;
  const name = customerId === null ? 'Rows without a customer' : (names.get(customerId) ?? customerId);
  const heading = `${cleanText(name)}: `;
  switch (parity.status) {
    case 'compared':
      return `${heading}${await renderComparison(parity.report, width)}\n`;
    case 'failed':
      return `${heading}${cleanText(parity.error.message)}\n\n`;
    case 'not-listed':
      return `${heading}${notListed(parity.rows)}\n\n`;
  }
}

function notListed(rows: number): string {
  return `${several(rows, 'row')}, and the list of customers has no such customer.`;
}

function summarise(tally: Tally, format: 'table' | 'markdown'): string {
  const { verdict, customers, agree, differ, notComparable, noData, failed, notListed: unlisted } = tally;
  const parts = [
    [agree, 'agree'],
    [differ, 'differ'],
    [notComparable, 'not comparable'],
    [noData, 'without data'],
    [failed, 'failed'],
    [unlisted, 'not listed'],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, what]) => `${count(number)} ${what}`);
  const result = format === 'table' ? verdict : `**${verdict}**`;
  return `${result}: ${several(customers, 'customer')} compared. ${told.join(', ') || 'There are none'}.\n`;
}
