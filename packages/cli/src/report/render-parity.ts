import type { ParityReport, ParityVerdict } from '@licenses-usage/client/migrate';
import { type Difference, describeDates, differencesOf } from '../parity/differences.ts';
import type { Formats } from './formats.ts';
import { type Html, html } from './html.ts';
import { type ReportFacts, topOf } from './report-facts.ts';
import { renderSection } from './section.ts';
import { describeCut, renderTable } from './table.ts';

/** Renders whether the superseded operation gives the same figures, for readers who know neither operation. */
export function renderParity({ parity, top }: ReportFacts, formats: Formats): Html | string {
  if (parity === null) return '';
  return renderSection({
    id: 'parity',
    title: 'Do the old and the new figures agree?',
    about: html`Microsoft is replacing the way in which programs read these figures. This report uses the new
    way, and has asked the old way as well.`,
    content: 'failure' in parity ? renderFailure(parity.failure) : renderReport(parity, top, formats),
  });
}

function renderFailure(failure: string): Html {
  return html`<p class="verdict bad">✗ Not compared: the old way gave no figures.</p>
    <details>
      <summary>Technical details</summary>
      <p>${failure}</p>
    </details>`;
}

const verdicts: Readonly<Record<ParityVerdict, string>> = {
  agree: '✓ Yes. Moving to the new way changes no figure.',
  differ: '✗ No. Some figures differ.',
  'not-comparable': '✗ Not compared: the figures are of different days.',
  'no-data': '✗ Not compared: neither way has figures.',
};

function renderReport(report: ParityReport, top: number, formats: Formats): Html {
  const { verdict, agreed, matched, asOf, onlyInLegacy, onlyInCurrent } = report;
  const { count } = formats;
  const differences = [...differencesOf(report)];
  const alone = [
    [onlyInLegacy.length, 'the old way'],
    [onlyInCurrent.length, 'the new way'],
  ] as const;
  const onlyIn = alone
    .filter(([rows]) => rows > 0)
    .map(([rows, where]) => ` ${count(rows)} ${rows === 1 ? 'row is' : 'rows are'} only in ${where}.`);
  const snapshots = renderTable({
    caption: 'Snapshots compared',
    groups: [{ rows: asOf }],
    columns: [
      { title: 'Service', show: ({ serviceCode }) => serviceCode ?? '–' },
      { title: 'Snapshots', show: (row) => row.snapshots },
      { title: 'Superseded', show: ({ legacy }) => describeDates(legacy.dates) },
      { title: 'Current', show: ({ current }) => describeDates(current.dates) },
    ],
  });
  return html`<p class="verdict ${verdict === 'agree' ? 'good' : 'bad'}">${verdicts[verdict]}</p>
    <p>
      ${count(agreed)} of the ${count(matched)} figures that both ways give are the same.${onlyIn.join('')}
    </p>
    <details>
      <summary>Technical details</summary>
      <p>
        Compared at ${report.tolerance.decimals} decimals: getPartnerLicensesUsage, which is superseded, with
        the sums of listLicensesUsage.
      </p>
      ${differences.length === 0 ? '' : renderDifferences(differences, top, formats)}${snapshots}
    </details>`;
}

function renderDifferences(differences: readonly Difference[], top: number, formats: Formats): Html {
  const shown = topOf(differences, top);
  return html`${describeCut(shown, 'differences', formats)}${renderTable<Difference>({
    caption: 'What differs',
    groups: [{ rows: shown.items }],
    columns: [
      {
        title: 'Where',
        show: ({ where, field }) => html`<bdi>${where}</bdi><span class="detail"><bdi>${field}</bdi></span>`,
      },
      { title: 'Superseded', show: ({ legacy }) => legacy, isNumeric: true },
      { title: 'Current', show: ({ current }) => current, isNumeric: true },
    ],
  })}`;
}
