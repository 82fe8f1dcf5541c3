import type { Counts } from '../usage/columns.ts';
import type { Formats } from './formats.ts';
import { type Html, html } from './html.ts';
import { shareOf, unusedOf } from './report-facts.ts';
import { type TableColumn, renderTable } from './table.ts';

/** A row of licences: its name, its bar and its figures. */
export interface UsageRow extends Counts {
  readonly name: string;
  /** Smaller text below the name. */
  readonly detail?: string;
  /** Active licences in the previous snapshot; `null` if they are unknown. */
  readonly previousActive?: number | null;
}

export interface UsageTableOptions {
  readonly caption: string;
  /** The heading of the names. */
  readonly title: string;
  readonly groups: readonly { readonly title?: string; readonly rows: readonly UsageRow[] }[];
  readonly formats: Formats;
  /** Whether there is a column for the change since the previous snapshot. */
  readonly hasChange?: boolean;
}

/** Renders licences with a bar in each row: beside the name on a wide screen, below it on a narrow one. */
export function renderUsageTable({ caption, title, groups, formats, hasChange }: UsageTableOptions): Html {
  const change: TableColumn<UsageRow> = {
    title: 'Active since before',
    show: ({ licensesActive, previousActive }) =>
      previousActive === null || previousActive === undefined
        ? '–'
        : formats.change(licensesActive - previousActive),
    isNumeric: true,
    isWide: true,
  };
  const columns: readonly TableColumn<UsageRow>[] = [
    { title, show: renderName },
    { title: 'Usage', show: (row) => renderBar(row), isWide: true },
    { title: 'Share', show: (row) => formats.share(shareOf(row)), isNumeric: true },
    { title: 'Active', show: ({ licensesActive }) => formats.count(licensesActive), isNumeric: true },
    {
      title: 'Qualified',
      show: ({ licensesQualified }) => formats.count(licensesQualified),
      isNumeric: true,
    },
    ...(hasChange ? [{ ...change, title: 'Change' }] : []),
    { title: 'Unused', show: (row) => describeUnused(row, formats), isNumeric: true },
  ];
  return renderTable({ caption, groups, columns });
}

function renderName(row: UsageRow): Html {
  const detail = row.detail === undefined ? '' : html`<span class="detail"><bdi>${row.detail}</bdi></span>`;
  return html`<bdi>${row.name}</bdi>${detail}<span class="on-narrow">${renderBar(row)}</span>`;
}

/**
 * Renders the share as a bar over the whole width of its cell. Above 100 % the bar is full and has another colour,
 * with a notch at 100 %. Drawn as SVG, because browsers don't print backgrounds.
 */
export function renderBar(counts: Counts): Html {
  const share = shareOf(counts);
  const isOver = share !== null && share > 1;
  const width = share === null ? 0 : Math.min(share, 1) * 100;
  const notch = isOver
    ? html`<rect class="notch" x="${(100 / share - 0.75).toFixed(2)}" width="1.5" height="8" />`
    : '';
  return html`<svg
    class="bar"
    viewBox="0 0 100 8"
    preserveAspectRatio="none"
    aria-hidden="true"
    focusable="false"
  >
    <rect class="track${share === null ? ' empty' : ''}" width="100" height="8" />
    <rect class="${isOver ? 'over' : 'fill'}" width="${width.toFixed(2)}" height="8" />
    ${notch}
  </svg>`;
}

/** The number of unused licences, or how many more are active than qualified. */
function describeUnused(counts: Counts, { count }: Formats): Html | string {
  const unused = unusedOf(counts);
  return unused < 0 ? html`<span class="muted">${count(-unused)} over</span>` : count(unused);
}
