import { describe, expect, test } from 'vitest';
import {
  escapeXml,
  renderHeader,
  renderRow,
  sheetEnds,
  type SheetCell,
  type SheetColumn,
} from '../../src/xlsx/sheet.ts';
import { workbookParts } from '../../src/xlsx/workbook-parts.ts';
import { writeWorkbook } from '../../src/xlsx/write-workbook.ts';
import { unzipSync } from 'fflate';

const text = (value: string, style = '') =>
  `<c t="inlineStr"${style}><is><t xml:space="preserve">${value}</t></is></c>`;

describe('a cell', () => {
  const cellOf = (cell: SheetCell, type?: SheetColumn['type']) =>
    renderRow([cell], [type === undefined ? { title: '' } : { title: '', type }])
      .replace('<row>', '')
      .replace('</row>', '');

  test.for<[SheetCell, SheetColumn['type'], string]>([
    [null, undefined, '<c/>'],
    [null, 'day', '<c/>'],
    [1_234, undefined, '<c s="4"><v>1234</v></c>'],
    [0.5, 'share', '<c s="2"><v>0.5</v></c>'],
    ['1899-12-31', 'day', '<c s="3"><v>1</v></c>'],
    ['2026-11-26T23:59:59Z', 'day', '<c s="3"><v>46352</v></c>'],
    [new Date('2026-11-26T23:59:59Z'), undefined, '<c s="3"><v>46352</v></c>'],
    ['2026-11-26', undefined, text('2026-11-26')],
    ['some day', 'day', text('some day')],
    ['50', 'share', text('50')],
  ])('%j as %s', ([cell, type, xml]) => {
    expect(cellOf(cell, type)).toBe(xml);
  });

  test('of a header is a text in its style', () => {
    expect(renderHeader([{ title: 'A & B' }, { title: 'C', type: 'day' }])).toBe(
      `<row>${text('A &amp; B', ' s="1"')}${text('C', ' s="1"')}</row>`,
    );
  });

  test('without a column is shown as it is', () => {
    expect(renderRow(['a', 1], [])).toBe(`<row>${text('a')}<c s="4"><v>1</v></c></row>`);
  });
});

test('a text is one that XML can have, and that Excel reads as it is', () => {
  expect(escapeXml('<a>&"b"')).toBe('&lt;a&gt;&amp;&quot;b&quot;');
  expect(escapeXml('\t\n\r\u0001\uFFFE\u007F\u0085é')).toBe('\t\n\r\uFFFD\uFFFD\u007F\u0085é');
  expect(escapeXml('_x00e9_ _X0041_ _x004_ _x00411_')).toBe('_x005F_x00e9_ _x005F_X0041_ _x004_ _x00411_');
  expect(escapeXml('x'.repeat(32_767))).toHaveLength(32_767);
  expect(() => escapeXml('x'.repeat(32_768))).toThrow(
    'A value has 32768 characters, and a cell of a workbook holds 32767',
  );
});

test('a sheet has its filter over all columns, and columns as wide as given', () => {
  const ends = (count: number) => {
    const columns = Array.from({ length: count }, () => ({ title: 'x' }));
    return sheetEnds(
      columns,
      columns.map((_, index) => index + 8),
    );
  };
  expect(ends(2).start).toContain(
    '<cols><col min="1" max="1" width="8" customWidth="1"/><col min="2" max="2" width="9" customWidth="1"/></cols><sheetData>',
  );
  for (const [count, name] of [
    [1, 'A'],
    [26, 'Z'],
    [27, 'AA'],
    [52, 'AZ'],
    [53, 'BA'],
    [703, 'AAA'],
  ] as const)
    expect(ends(count).end(5)).toBe(`</sheetData><autoFilter ref="A1:${name}6"/></worksheet>`);
});

describe('a workbook', () => {
  async function filesOf(...args: Parameters<typeof writeWorkbook>): Promise<ReadonlyMap<string, string>> {
    const chunks: Uint8Array[] = [];
    for await (const chunk of writeWorkbook(...args)) chunks.push(chunk);
    const files = unzipSync(Buffer.concat(chunks));
    return new Map(Object.entries(files).map(([name, bytes]) => [name, new TextDecoder().decode(bytes)]));
  }

  test('has columns as wide as their titles and first texts need, within reason', async () => {
    const columns: SheetColumn[] = [
      { title: 'A' },
      { title: 'A long title' },
      { title: 'Text' },
      { title: 'Longest' },
      { title: 'Day', type: 'day' },
      { title: 'Share', type: 'share' },
    ];
    const row = ['x', 'x', 'twelve chars', 'x'.repeat(99), '2026-11-26T00:00:00Z', 0.123_456_789_012];
    const files = await filesOf([{ name: 'A', columns, rows: [row, [null]] }]);
    const widths = files.get('xl/worksheets/sheet1.xml')?.matchAll(/width="(\d+)"/g) ?? [];
    expect(Array.from(widths, ([, width]) => Number(width))).toStrictEqual([8, 15, 13, 48, 12, 8]);
  });

  test('lists its sheets by name, in order, as its parts refer to them', async () => {
    const files = await filesOf([
      { name: 'A & B', columns: [{ title: 'x' }], rows: [] },
      { name: 'C', columns: [{ title: 'x' }], rows: [] },
    ]);
    expect([...files.keys()]).toStrictEqual([
      'xl/worksheets/sheet1.xml',
      'xl/worksheets/sheet2.xml',
      ...workbookParts([]).keys(),
    ]);
    expect(files.get('xl/workbook.xml')).toContain(
      '<sheet name="A &amp; B" sheetId="1" r:id="rId1"/><sheet name="C" sheetId="2" r:id="rId2"/>',
    );
    const relations = files.get('xl/_rels/workbook.xml.rels') ?? '';
    expect(
      Array.from(relations.matchAll(/Id="(\w+)"[^>]*Target="([^"]*)"/g), ([, id, target]) => [id, target]),
    ).toStrictEqual([
      ['rId1', 'worksheets/sheet1.xml'],
      ['rId2', 'worksheets/sheet2.xml'],
      ['rId3', 'styles.xml'],
    ]);
    expect(files.get('[Content_Types].xml')?.match(/PartName="[^"]*"/g)).toStrictEqual([
      'PartName="/xl/workbook.xml"',
      'PartName="/xl/styles.xml"',
      'PartName="/xl/worksheets/sheet1.xml"',
      'PartName="/xl/worksheets/sheet2.xml"',
    ]);
    for (const xml of files.values())
      expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8" standalone="yes"\?>\n</);
  });

  test('goes on in another sheet where rows come in many parts, and reads of none twice', async () => {
    async function* rows() {
      for (let row = 1; row <= 1_203; row += 1) yield [row];
    }
    const files = await filesOf([{ name: 'A', columns: [{ title: 'x' }], rows: rows() }], {
      rowsPerSheet: 600,
    });
    const valuesOf = (sheet: number) =>
      Array.from(
        files.get(`xl/worksheets/sheet${sheet}.xml`)?.matchAll(/<v>(\d+)<\/v>/g) ?? [],
        ([, value]) => Number(value),
      );
    expect(
      [1, 2, 3].map((sheet) => [valuesOf(sheet)[0], valuesOf(sheet).at(-1), valuesOf(sheet).length]),
    ).toStrictEqual([
      [1, 600, 600],
      [601, 1_200, 600],
      [1_201, 1_203, 3],
    ]);
    expect(files.get('xl/worksheets/sheet1.xml')).toContain('ref="A1:A601"');
    const exact = await filesOf([{ name: 'A', columns: [{ title: 'x' }], rows: [[1], [2]] }], {
      rowsPerSheet: 2,
    });
    expect(exact.has('xl/worksheets/sheet2.xml')).toBe(false);
  });
});
