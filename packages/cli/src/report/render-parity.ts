import type { ParityKey, ParityReport, ParityValue } from '@licenses-usage/client/migrate';
import { html, type Html } from './html.ts';
import type { ReportFacts } from './report-facts.ts';
import { renderTable } from './table.ts';

const sentences = {
  agree: 'Both operations say the same.',
  differ: 'The operations differ.',
  'not-comparable': 'The operations answer different snapshots, so they can’t be compared.',
  'no-data': 'Neither operation has data.',
} as const;

const mostDifferences = 50;

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
    ${differences.length === 0 ? '' : renderDifferences(differences)}${snapshots}`;
}

interface Difference {
  readonly where: string;
  readonly field: string;
  readonly legacy: string;
  readonly current: string;
}

function renderDifferences(differences: readonly Difference[]): Html {
  const more = differences.length - mostDifferences;
  return renderTable({
    caption: more > 0 ? `What differs; ${more} more are left out` : 'What differs',
    rows: differences.slice(0, mostDifferences),
    columns: [
      { title: 'Where', show: ({ where }) => where, detail: ({ field }) => field },
      { title: 'Superseded', show: ({ legacy }) => legacy, isNumeric: true },
      { title: 'Current', show: ({ current }) => current, isNumeric: true },
    ],
  });
}

function* differencesOf(report: ParityReport): Generator<Difference> {
  const { decimals } = report.tolerance;
  for (const { key, field, legacy, current } of report.changed) {
    const values = { legacy: describeValue(legacy, decimals), current: describeValue(current, decimals) };
    yield { where: describeKey(key), field, ...values };
  }
  for (const { key, values } of report.onlyInLegacy) {
    for (const [field, value] of figuresOf(values)) {
      yield { where: describeKey(key), field, legacy: describeValue(value, decimals), current: 'missing' };
    }
  }
  for (const { key, values } of report.onlyInCurrent) {
    for (const [field, value] of figuresOf(values)) {
      yield { where: describeKey(key), field, legacy: 'missing', current: describeValue(value, decimals) };
    }
  }
}

/** The texts of an insight that has no counterpart are in its key. */
function figuresOf(values: Readonly<Record<string, ParityValue | undefined>>): [string, ParityValue][] {
  return Object.entries(values).flatMap(([field, value = null]) =>
    typeof value === 'string' ? [] : [[field, value]],
  );
}

function describeKey(key: ParityKey): string {
  return Object.values(key)
    .map((part) => part ?? '–')
    .join(' · ');
}

/** Whatever differs between two operations on all customers is a percentage. */
function describeValue(value: ParityValue, decimals: number): string {
  if (value === null) return '–';
  return typeof value === 'number' ? value.toFixed(decimals) : value;
}

function describeDates(dates: readonly string[]): string {
  return dates.length === 0 ? 'not told' : dates.map((date) => date.slice(0, 10)).join(', ');
}
