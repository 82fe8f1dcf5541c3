import { CommandError } from '../exit.ts';

/** The value of a cell; `null` leaves it empty. A date is shown as its day in UTC. */
export type SheetCell = string | number | Date | null;

export interface SheetColumn {
  readonly title: string;
  /**
   * The type of its values. A `share` is a fraction that is shown as a percentage, a `day` the text of an ISO 8601
   * date. Default: numbers and text, unchanged.
   */
  readonly type?: 'share' | 'day';
}

/** One sheet: a header and rows. */
export interface Sheet {
  /** At most 31 characters, none of `\ / ? * [ ] :`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: AsyncIterable<readonly SheetCell[]> | Iterable<readonly SheetCell[]>;
}

/** Indexes into the styles of the workbook. */
const styles = { header: 1, share: 2, day: 3, count: 4 } as const;

/** Renders a row as XML, with typed numbers and days. Text is always text and never a formula. */
export function renderRow(cells: readonly SheetCell[], columns: readonly SheetColumn[]): string {
  return `<row>${cells.map((cell, index) => renderCell(cell, columns[index]?.type)).join('')}</row>`;
}

export function renderHeader(columns: readonly SheetColumn[]): string {
  return `<row>${columns.map(({ title }) => renderText(title, styles.header)).join('')}</row>`;
}

function renderCell(cell: SheetCell, type: SheetColumn['type']): string {
  if (cell === null) return '<c/>';
  if (typeof cell === 'number') {
    const style = type === 'share' ? styles.share : styles.count;
    return `<c s="${style}"><v>${cell}</v></c>`;
  }
  const day = cell instanceof Date || type === 'day' ? toSerial(cell) : undefined;
  return day === undefined ? renderText(String(cell)) : `<c s="${styles.day}"><v>${day}</v></c>`;
}

function renderText(text: string, style?: number): string {
  const attribute = style === undefined ? '' : ` s="${style}"`;
  return `<c t="inlineStr"${attribute}><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Days since the end of 1899, as spreadsheets count them. `undefined` if the value is not a date. */
function toSerial(value: string | Date): number | undefined {
  const instant = Date.parse(
    typeof value === 'string' ? value.slice(0, 10) : value.toISOString().slice(0, 10),
  );
  return Number.isNaN(instant) ? undefined : instant / 86_400_000 + 25_569;
}

/** The longest text of a cell. */
const longestText = 32_767;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @throws {CommandError} for text that is too long for a cell: it would be cut. */
export function escapeXml(text: string): string {
  if (text.length > longestText) {
    throw new CommandError(
      `A value has ${text.length} characters, and a cell of a workbook holds ${longestText}: choose another --format.`,
    );
  }
  return (
    text
      // Characters that are not allowed in XML.
      .replaceAll(/(?![\t\n\r\u007F-\u009F])[\p{Cc}\uFFFE\uFFFF]/gu, '\uFFFD')
      // Excel reads _x0041_ as A.
      .replaceAll(/_(?=x[\dA-F]{4}_)/gi, '_x005F_')
      .replaceAll(/[&<>"]/g, (character) => entities[character] ?? character)
  );
}

/** The parts of a sheet before and after its rows, with a frozen header and the given column widths. */
export function sheetEnds(
  columns: readonly SheetColumn[],
  widths: readonly number[],
): { readonly start: string; readonly end: (rows: number) => string } {
  const last = columnName(columns.length - 1);
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  return {
    start:
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' +
      '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
      '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
      `</sheetView></sheetViews><cols>${cols.join('')}</cols><sheetData>`,
    end: (rows) => `</sheetData><autoFilter ref="A1:${last}${rows + 1}"/></worksheet>`,
  };
}

/** 0 is A, 26 is AA. */
function columnName(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnName(rest)) + String.fromCharCode(65 + (index % 26));
}
