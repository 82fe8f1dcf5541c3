import { escapeXml } from './sheet.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packages = 'http://schemas.openxmlformats.org/package/2006';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts of a workbook besides its sheets (ECMA-376), by their names in the file. */
export function workbookParts(names: readonly string[]): ReadonlyMap<string, string> {
  const sheets = names.map((name, index) => ({ name: escapeXml(name), id: index + 1 }));
  return new Map(
    [
      [
        '[Content_Types].xml',
        `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
          `<Override PartName="/xl/workbook.xml" ContentType="${spreadsheet}.sheet.main+xml"/>` +
          `<Override PartName="/xl/styles.xml" ContentType="${spreadsheet}.styles+xml"/>` +
          `${sheets.map(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="${spreadsheet}.worksheet+xml"/>`).join('')}</Types>`,
      ],
      ['_rels/.rels', relationships([{ id: 1, type: 'officeDocument', target: 'xl/workbook.xml' }])],
      [
        'xl/workbook.xml',
        `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets>` +
          `${sheets.map(({ name, id }) => `<sheet name="${name}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
      ],
      [
        'xl/_rels/workbook.xml.rels',
        relationships([
          ...sheets.map(({ id }) => ({ id, type: 'worksheet', target: `worksheets/sheet${id}.xml` })),
          { id: sheets.length + 1, type: 'styles', target: 'styles.xml' },
        ]),
      ],
      ['xl/styles.xml', stylesheet],
    ].map(([name = '', xml = '']) => [name, declaration + xml]),
  );
}

interface Relationship {
  readonly id: number;
  readonly type: string;
  readonly target: string;
}

function relationships(all: readonly Relationship[]): string {
  const each = all.map(
    ({ id, type, target }) => `<Relationship Id="rId${id}" Type="${documents}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${packages}/relationships">${each.join('')}</Relationships>`;
}

/** Formats by index: general, header, share, day, count. 10 is the built-in `0.00%`, 3 is `#,##0`. */
const stylesheet =
  `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>' +
  '<xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>' +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';
