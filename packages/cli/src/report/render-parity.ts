import type { ParityReport } from '@licenses-usage/client/migrate';
import { type Difference, describeDates, differencesOf } from '../parity/differences.ts';
import { type Html, describeCut, html, renderTable } from './html.ts';
import type { ReportFacts } from './report-facts.ts';

const sentences = {
  agree: 'Both operations say the same.',
  differ: 'The operations differ.',
  'not-comparable': 'The operations answer different snapshots, so they can’t be compared.',
  'no-data': 'Neither operation has data.',
} as const;

/** How the superseded operation compares with the rows that the rest of the report is made of. */
export function renderParity({ parity, top }: ReportFacts): Html {
  const content = 'failure' in parity ? renderFailure(parity.failure) : renderReport(parity, top);
  return html`<section id="parity" aria-labelledby="parity-title">
    <h2 id="parity-title">Parity with the superseded operation</h2>
    ${content}
  </section>`;
}

function renderFailure(failure: string): Html {
  return html`<p class="verdict bad">Not compared.</p>
    <p>${failure}</p>`;
}

function renderReport(report: ParityReport, top: number): Html {
  const { verdict, agreed, matched, asOf } = report;
  const differences = [...differencesOf(report)];
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
    ${differences.length === 0 ? '' : renderDifferences(differences, top)}${snapshots}`;
}

function renderDifferences(differences: readonly Difference[], top: number): Html {
  const shown = differences.slice(0, top);
  return html`${describeCut(shown.length, differences.length)}${renderTable({
    caption: 'What differs',
    rows: shown,
    columns: [
      { title: 'Where', show: ({ where }) => where, detail: ({ field }) => field },
      { title: 'Superseded', show: ({ legacy }) => legacy, isNumeric: true },
      { title: 'Current', show: ({ current }) => current, isNumeric: true },
    ],
  })}`;
}
