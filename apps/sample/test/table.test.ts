import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { formatTable } from '../src/table.ts';

const columns = {
  Name: (row: { name: string | null }) => row.name,
  After: () => '|',
};

function linesOf(table: string): string[] {
  return stripVTControlCharacters(table).split('\n');
}

describe('formatTable', () => {
  test('starts a column at the same place after names of any script', () => {
    const names = [
      'Contoso',
      '青空ソフトウェア株式会社',
      'Bäckerei 🥨',
      '👩‍👩‍👧‍👦 & Söhne',
      'e\u0301clair',
      'شركة',
    ];
    const [, ...lines] = linesOf(
      formatTable(
        names.map((name) => ({ name })),
        columns,
      ),
    );
    const places = lines.map((line) => stringWidth(line.slice(0, line.indexOf('|'))));
    expect(places).toStrictEqual(names.map(() => 2 + stringWidth('青空ソフトウェア株式会社') + 2));
  });

  test('aligns numbers to the right and shows what is missing as a dash', () => {
    const rows = [{ count: 5 }, { count: 120 }, { count: null }];
    expect(linesOf(formatTable(rows, { Count: (row) => row.count, Next: () => 'x' }))).toStrictEqual([
      '  Count  Next',
      '      5  x',
      '    120  x',
      '      –  x',
    ]);
  });

  test('puts a shared heading once above its rows', () => {
    const rows = ['a', 'a', 'b'].map((name) => ({ name }));
    const table = formatTable(rows, { Name: (row) => row.name }, (row) => `product ${row.name}`);
    expect(linesOf(table)).toStrictEqual(['  Name', '  product a', '  a', '  a', '  product b', '  b']);
  });

  test('says that there are no rows instead of showing an empty table', () => {
    expect(formatTable([], columns)).toBe('  No data, which is not the same as no usage.');
  });

  test('replaces control characters in names', () => {
    const table = formatTable([{ name: '\u001B[2J\u0007evil\nname' }], { Name: (row) => row.name });
    expect(linesOf(table)).toStrictEqual(['  Name', '  \uFFFD[2J\uFFFDevil\uFFFDname']);
  });
});
