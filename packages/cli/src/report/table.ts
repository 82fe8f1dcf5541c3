import { type Formats } from './formats.ts';
import { type Html, html } from './html.ts';

export interface TableColumn<Row> {
  readonly title: string;
  readonly show: (row: Row) => Html | string;
  readonly isNumeric?: true;
  /** Left out on a phone, where the first column shows the same. */
  readonly isWide?: true;
}

/** Rows with something in common, such as their customer. */
export interface TableGroup<Row> {
  /** `undefined` for rows without a heading. */
  readonly title?: string;
  readonly rows: readonly Row[];
}

export interface TableOptions<Row> {
  readonly caption: string;
  readonly groups: readonly TableGroup<Row>[];
  /** The first one names the row. */
  readonly columns: readonly TableColumn<Row>[];
}

/** Renders a table that can be scrolled with the keyboard if it is wider than the screen. */
export function renderTable<Row>({ caption, groups, columns }: TableOptions<Row>): Html {
  const head = columns.map((column) => html`<th scope="col" class="${classOf(column)}">${column.title}</th>`);
  const bodies = groups.map(({ title, rows }) => {
    const above =
      title === undefined
        ? ''
        : html`<tr class="group">
            <th scope="rowgroup" colspan="${columns.length}"><bdi>${title}</bdi></th>
          </tr>`;
    return html`<tbody${title === undefined ? '' : html` class="grouped"`}>${above}${rows.map((row) => renderRow(row, columns))}</tbody>`;
  });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      ${bodies}
    </table>
  </div>`;
}

function renderRow<Row>(row: Row, columns: readonly TableColumn<Row>[]): Html {
  const cells = columns.map((column, index) => {
    const content = column.show(row);
    const cell = typeof content === 'string' ? html`<bdi>${content}</bdi>` : content;
    return index === 0
      ? html`<th scope="row">${cell}</th>`
      : html`<td class="${classOf(column)}">${cell}</td>`;
  });
  return html`<tr>
    ${cells}
  </tr> `;
}

function classOf<Row>({ isNumeric, isWide }: TableColumn<Row>): string {
  return [isNumeric && 'number', isWide && 'on-wide'].filter(Boolean).join(' ');
}

/** Renders "12 of 433 customers, …" above a list that is cut, and nothing above a complete one. */
export function describeCut(
  { items, total }: { readonly items: readonly unknown[]; readonly total: number },
  things: string,
  { count }: Formats,
): Html | '' {
  if (items.length === total) return '';
  return html`<p class="cut">
    <strong>${count(items.length)} of ${count(total)}</strong> ${things}<span class="on-screen"
      >; --top shows more</span
    >.
  </p>`;
}

/** Longer lists are folded after their first rows. */
const [longest, shownOfLong] = [60, 50];

/** Renders a list, or its first rows with the others folded below. */
export function foldLong<Item>(
  items: readonly Item[],
  things: string,
  render: (items: readonly Item[], captionEnd: string) => Html,
  { count }: Pick<Formats, 'count'>,
): Html {
  if (items.length <= longest) return render(items, '');
  return html`${render(items.slice(0, shownOfLong), '')}
    <details>
      <summary>${count(items.length - shownOfLong)} more ${things}</summary>
      ${render(items.slice(shownOfLong), ', continued')}
    </details>`;
}
