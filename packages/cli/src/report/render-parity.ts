import type { ParityReport, ParityValue } from '@licenses-usage/client/migrate';
import { html, type Html } from './html.ts';
import type { ReportFacts } from './report-facts.ts';
import { renderTable } from './table.ts';

const sentences = {
  agree: 'Both operations say the same.',
  differ: 'The operations differ.',
  'not-comparable': 'The operations answer different snapshots, so they can’t be compared.',
  'no-data': 'Neither operation has data.',
} as const;

const mostChanges = 50;

/** How the superseded operation compares with the rows that the rest of the report is made of. */
export function renderParity({ parity }: ReportFacts): Html {
  const content = 'failure' in parity ? renderFailure(parity.failure) : renderReport(parity);
  return html`<section id="parity" aria-labelledby="parity-title">
    <h2 id="parity-title">Parity with the superseded operation</h2>
    ${content}
  </section>`;
}

function renderFailure(failure: string): Html {
  return html`<p class="verdict bad">Not compared.</p>
    <p>${failure}</p>`;
}

function renderReport(report: ParityReport): Html {
  const { verdict, agreed, matched, changed, asOf } = report;
  const snapshots = renderTable({
    caption: 'Snapshots',
    rows: asOf,
    columns: [
      { title: 'Service', show: ({ serviceCode }) => serviceCode ?? '–' },
      { title: 'Snapshots', show: (row) => row.snapshots },
      { title: 'Superseded', show: ({ legacy }) => describeDates(legacy.dates) },
      { title: 'Current', show: ({ current }) => describeDates(current.dates) },
    ],
  });
  return html`<p class="verdict ${verdict === 'agree' ? 'good' : 'bad'}">
      ${verdict === 'agree' ? '✓' : '✗'} ${sentences[verdict]}
    </p>
    <p>
      ${agreed} of ${matched} figures that both have agree at ${report.tolerance.decimals} decimals.
      ${report.onlyInLegacy.length} are in the superseded operation alone, ${report.onlyInCurrent.length} in
      the current one alone.
    </p>
    ${changed.length === 0 ? '' : renderChanges(changed)}${snapshots}`;
}

function renderChanges(changed: ParityReport['changed']): Html {
  const more = changed.length - mostChanges;
  return renderTable({
    caption: more > 0 ? `What differs; ${more} more are left out` : 'What differs',
    rows: changed.slice(0, mostChanges),
    columns: [
      {
        title: 'Where',
        show: ({ key }) =>
          Object.values(key)
            .map((part) => part ?? '–')
            .join(' · '),
      },
      { title: 'Field', show: ({ field }) => field },
      { title: 'Superseded', show: ({ legacy }) => describeValue(legacy), isNumeric: true },
      { title: 'Current', show: ({ current }) => describeValue(current), isNumeric: true },
    ],
  });
}

function describeValue(value: ParityValue): string {
  if (value === null) return '–';
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : value;
}

function describeDates(dates: readonly string[]): string {
  return dates.length === 0 ? 'not told' : dates.map((date) => date.slice(0, 10)).join(', ');
}
