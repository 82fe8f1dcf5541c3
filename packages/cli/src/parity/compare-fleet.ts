import type { LicensesUsageClient } from '@licenses-usage/client';
import {
  compareFleetUsage,
  toMarkdown,
  type CustomerParity,
  type FleetClient,
  type FleetParityOptions,
} from '@licenses-usage/client/migrate';
import { cleanText, count, escapeControls, several } from '../output/terminal.ts';
import { type Look, renderVerdict } from '../output/verdict.ts';
import { renderComparison, statusOf } from './render-table.ts';
import { createTally, type Tally } from './tally.ts';

export type ParityFormat = 'table' | 'markdown' | 'json' | 'ndjson';

export interface FleetOptions extends Pick<FleetParityOptions, 'tolerance' | 'concurrency' | 'holdAllRows'> {
  /** The source of superseded answers: the client, or the results of a fleet. */
  readonly superseded: Pick<FleetClient, 'getCustomerLicensesUsage'>;
  readonly abortSignal: AbortSignal;
  readonly look: Look;
  /**
   * Called with the number of customers listed so far, and once more when the list is complete, which is before any
   * comparison.
   */
  readonly onList: (customers: number, isComplete: boolean) => void;
  readonly onProgress: (tally: Tally) => void;
  /** Called when all customers have been compared. */
  readonly onEnd: (tally: Tally) => void;
}

/**
 * Compares every customer. JSON and NDJSON list each of them. Tables and Markdown show those that do not agree, and
 * count the others.
 */
export async function* compareFleet(
  client: LicensesUsageClient,
  format: ParityFormat,
  { onList, onProgress, onEnd, look, superseded, ...options }: FleetOptions,
): AsyncGenerator<string> {
  const { abortSignal } = options;
  const names = new Map<string, string>();
  async function* customers() {
    const ids = new Set<string>();
    for await (const { items } of client.listCustomers({}, { abortSignal }).byPage()) {
      for (const customer of items) {
        const [id, name] = [customer.id.toLowerCase(), customer.companyProfile?.companyName];
        if (format === 'table' && typeof name === 'string') names.set(id, name);
        ids.add(id);
        yield customer;
      }
      onList(ids.size, false);
    }
    onList(ids.size, true);
  }
  const source: FleetClient = {
    listLicensesUsage: (query, listOptions) => client.listLicensesUsage(query, listOptions),
    getCustomerLicensesUsage: (id, requestOptions) => superseded.getCustomerLicensesUsage(id, requestOptions),
  };
  const tally = createTally();
  let before = '{\n"customers": [\n';
  for await (const parity of compareFleetUsage(source, { ...options, customers: customers() })) {
    const outcome = parity.status === 'compared' ? parity.report.verdict : parity.status;
    tally.add(outcome);
    onProgress(tally.result());
    if (format === 'ndjson') yield `${toJson(parity)}\n`;
    else if (format === 'json') {
      yield `${before}${toJson(parity)}`;
      before = ',\n';
    } else if (outcome !== 'agree' && outcome !== 'no-data') {
      yield format === 'table' ? await describe(parity, names, look) : describeInMarkdown(parity);
    }
  }
  const result = tally.result();
  if (format === 'json') {
    yield `${before.startsWith('{') ? before : '\n'}],\n"summary": ${JSON.stringify(result)}\n}\n`;
  } else if (format !== 'ndjson') yield summarise(result, format, look);
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
      return `${heading}**failed**: ${cleanText(parity.error.message)}\n\n`;
    case 'not-listed':
      return `${heading}**not listed**: ${notListed(parity.rows)}\n\n`;
  }
}

async function describe(
  parity: CustomerParity,
  names: ReadonlyMap<string, string>,
  look: Look,
): Promise<string> {
  const { customerId } = parity;
  const name = cleanText(
    customerId === null ? 'Rows without a customer' : (names.get(customerId) ?? customerId),
  );
  switch (parity.status) {
    case 'compared':
      return `${await renderComparison(parity.report, look, name)}\n`;
    case 'failed':
      return `${renderVerdict('problem', `${name}: ${cleanText(parity.error.message)}`, look)}\n\n`;
    case 'not-listed':
      return `${renderVerdict('problem', `${name}: ${notListed(parity.rows)}`, look)}\n\n`;
  }
}

function notListed(rows: number): string {
  return `${several(rows, 'row')}, and the list of customers has no such customer.`;
}

function summarise(tally: Tally, format: 'table' | 'markdown', look: Look): string {
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
  const result = `${several(customers, 'customer')} compared. ${told.join(', ') || 'There are none'}.`;
  if (format === 'markdown') return `**${verdict}**: ${result}\n`;
  return `${renderVerdict(statusOf(verdict), `${verdict}: ${result}`, look)}\n`;
}
