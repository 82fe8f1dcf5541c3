import { count } from '../output/terminal.ts';

/** Text that is HTML already. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

type Value = Html | string | number | readonly Html[];

/** A piece of HTML in which every value that is not HTML itself is text and nothing else. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(
    parts.map((part, index) => (index === 0 ? part : toText(values[index - 1] ?? '') + part)).join(''),
  );
}

function toText(value: Value): string {
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escape(String(value));
  return value.map(({ text }) => text).join('');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
    .replaceAll(/\p{Bidi_Control}/gu, '');
}

export interface TableColumn<Row> {
  readonly title: string;
  readonly show: (row: Row) => string | number;
  /** Shown below, smaller: columns are dear on a phone. */
  readonly detail?: (row: Row) => string;
  readonly isNumeric?: true;
}

export interface TableOptions<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  /** The first one names the row. */
  readonly columns: readonly TableColumn<Row>[];
}

/** A table that can be scrolled with the keyboard where it is wider than the screen. */
export function renderTable<Row>({ caption, rows, columns }: TableOptions<Row>): Html {
  const head = columns.map(
    ({ title, isNumeric }) => html`<th scope="col" class="${isNumeric ? 'number' : ''}">${title}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map(({ show, detail, isNumeric }, index) => {
      const below = detail === undefined ? '' : html`<span class="detail"><bdi>${detail(row)}</bdi></span>`;
      const content = html`<bdi>${show(row)}</bdi>${below}`;
      return index === 0
        ? html`<th scope="row">${content}</th>`
        : html`<td class="${isNumeric ? 'number' : ''}">${content}</td>`;
    });
    return html`<tr>
      ${cells}
    </tr>`;
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
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}

/** Says how many rows of a longer list are shown; nothing where all are. */
export function describeCut(shown: number, total: number): Html | '' {
  if (shown === total) return '';
  return html`<p class="muted">${count(shown)} of ${count(total)} are shown; --top shows more.</p>`;
}
