import { createClient, type Fetch } from '@licenses-usage/client';
import { createEmulator, type EmulatorOptions } from '@licenses-usage/emulator';
import { expect } from 'vitest';
import { defaultAccent } from '../../src/report/accent.ts';
import { createFormats } from '../../src/report/formats.ts';
import { gatherFacts } from '../../src/report/gather-facts.ts';
import { renderPage } from '../../src/report/render-page.ts';
import type { ReportFacts, WorkloadSummary } from '../../src/report/report-facts.ts';

export interface FactsOptions extends EmulatorOptions {
  readonly snapshots?: number;
  readonly top?: number;
  /** Stands between the client and the emulator. */
  readonly wrapFetch?: (fetch: Fetch) => Fetch;
}

/** What a report tells of an emulator, without a process. */
export async function factsOf({
  snapshots = 8,
  top = 12,
  wrapFetch = (fetch) => fetch,
  ...options
}: FactsOptions): Promise<ReportFacts> {
  const { fetch, credential } = createEmulator(options);
  const facts = await gatherFacts(createClient({ fetch: wrapFetch(fetch), credential }), {
    source: 'the demonstration',
    snapshots,
    top,
    abortSignal: new AbortController().signal,
    progress: { show() {}, advance() {} },
  });
  if (facts === undefined) throw new Error('There is no data.');
  return facts;
}

export function pageOf(facts: ReportFacts, locale = 'en-GB'): string {
  const formats = createFormats(locale);
  return renderPage(facts, {
    title: 'Licence usage',
    partnerName: undefined,
    accent: defaultAccent,
    formats,
  });
}

/** The cells of each row of the table with this caption; a row above a group has one. */
export function rowsOf(page: string, caption: string): string[][] {
  const [, table = ''] = page.split(new RegExp(`<caption>\\s*${caption}\\s*</caption>`));
  const [body = ''] = (table.split('</thead>')[1] ?? '').split('</table>');
  expect(body).not.toBe('');
  return body
    .split('</tr>')
    .slice(0, -1)
    .map((line) =>
      line
        .split(/<\/t[hd]>/)
        .slice(0, -1)
        .map((cell) =>
          cell
            .replaceAll(/<[^>]*>/g, '')
            .replaceAll(/[\u00A0\s]+/g, ' ')
            .trim(),
        )
        // The cell of a bar has no text.
        .filter((cell) => cell !== ''),
    );
}

/** The text of the page, without tags. */
export function textOf(page: string): string {
  return page
    .replace(/<style>[^]*<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,:;])/g, '');
}

/** A workload of Office 365 with these counts, and those of the snapshot before. */
export function workload(
  workloadName: string,
  [licensesActive, licensesQualified]: readonly [number, number],
  before?: readonly [number, number],
): WorkloadSummary {
  return {
    serviceCode: 'o365',
    serviceName: 'Microsoft Office 365',
    workloadName,
    licensesActive,
    licensesQualified,
    previous: before === undefined ? null : { licensesActive: before[0], licensesQualified: before[1] },
  };
}

/** A report of nothing but what a test gives it. */
export function factsWith(facts: Partial<ReportFacts>): ReportFacts {
  return {
    source: 'a test',
    createdAt: '2026-11-30T09:05:00.000Z',
    services: [
      {
        serviceCode: 'o365',
        serviceName: 'Microsoft Office 365',
        day: '2026-11-26',
        previousDay: '2026-11-19',
      },
    ],
    workloads: [],
    customers: { now: 0, previous: null },
    products: [],
    atRisk: { items: [], total: 0 },
    movers: null,
    top: 12,
    trends: [],
    parity: { failure: 'Not asked.' },
    ...facts,
  };
}
