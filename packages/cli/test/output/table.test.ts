import { describe, expect, test } from 'vitest';
import type { Column, FormatOptions, OutputRow } from '../../src/output/rows.ts';
import { formatTable, wrapWords } from '../../src/output/table.ts';

async function* pagesOf(...pages: readonly (readonly OutputRow[])[]) {
  yield* pages;
}

async function tableOf(
  columns: readonly Column[],
  pages: readonly (readonly OutputRow[])[],
  options?: FormatOptions,
): Promise<string[]> {
  let text = '';
  for await (const chunk of formatTable(pagesOf(...pages), columns, options)) text += chunk;
  return text.split('\n');
}

const name: Column = { name: 'name', title: 'Name', rank: 2 };
const active: Column = { name: 'active', title: 'Active', rank: 1 };
const percent: Column = { name: 'percent', title: '%', decimals: 1, hasBar: true, rank: 3 };

const marked = (style: string, text: string) => `<${style}>${text}</${style}>`;

describe('a table', () => {
  test('aligns numbers right and texts left, and has a dash for unknown values', async () => {
    const rows = [
      { name: 'Contoso', active: 7, percent: 12.34 },
      { name: null, active: 1_234, percent: null },
      { name: 'B', percent: 100 },
    ];
    expect(await tableOf([name, active, percent], [rows])).toStrictEqual([
      'Name     Active      %',
      '───────  ──────  ─────',
      'Contoso       7   12.3',
      '–          1234      –',
      'B             –  100.0',
      '',
    ]);
  });

  test('aligns a column with one text as texts, and a column of unknown values as numbers', async () => {
    const rows = [{ name: 1 }, { name: 'text' }];
    expect(await tableOf([{ ...name, title: 'A name' }], [rows])).toStrictEqual([
      'A name',
      '──────',
      '1',
      'text',
      '',
    ]);
    expect(await tableOf([active], [[{ name: 'x' }]])).toStrictEqual(['Active', '──────', '     –', '']);
  });

  test('is empty without rows, and leaves details out', async () => {
    expect(await tableOf([name], [])).toStrictEqual(['']);
    expect(await tableOf([name], [[], []])).toStrictEqual(['']);
    const detail: Column = { name: 'id', title: 'Id', isDetail: true };
    expect(await tableOf([detail, name], [[{ id: '1', name: 'A' }]])).toStrictEqual([
      'Name',
      '────',
      'A',
      '',
    ]);
  });

  test('is aligned by its first thousand rows, and streams the others', async () => {
    const short = Array.from({ length: 999 }, () => ({ name: 'A', active: 1 }));
    const [wide, later] = [
      { name: 'A wider name', active: 2 },
      { name: 'The widest name of all', active: 3 },
    ];
    const lines = await tableOf([name, active], [short, [wide], [later]]);
    expect(lines[0]).toBe('Name          Active');
    expect(lines.slice(1_001)).toStrictEqual(['A wider name       2', 'The widest name of all       3', '']);
    const chunks: string[] = [];
    for await (const chunk of formatTable(pagesOf([...short, wide], [later], []), [name, active]))
      chunks.push(chunk);
    expect(chunks).toHaveLength(3);
  });

  test('has a heading without control characters', async () => {
    const heading = async () => 'As of \u001Bnow and for ever';
    const lines = await tableOf([name], [[{ name: 'A' }]], { heading, width: 14 });
    expect(lines).toStrictEqual(['As of \uFFFDnow and', 'for ever', '', 'Name', '────', 'A', '']);
    const without = await tableOf([name], [[{ name: 'A' }]], { heading: async () => undefined });
    expect(without[0]).toBe('Name');
  });
});

describe('a table of a narrow terminal', () => {
  const other: Column = { name: 'other', title: 'Other', rank: 4 };
  const rows = [{ name: 'A name of twenty-two c.', other: 'Another, of 23 columns', active: 12_345 }];

  test('shortens its widest texts until it fits, but no numbers', async () => {
    expect(await tableOf([name, other, active], [rows], { width: 43 })).toStrictEqual([
      'Name              Other              Active',
      '────────────────  ─────────────────  ──────',
      'A name of twent…  Another, of 23 c…   12345',
      '',
    ]);
    const whole = await tableOf([name, other, active], [rows], { width: 55 });
    expect(whole[2]).toBe('A name of twenty-two c.  Another, of 23 columns   12345');
  });

  test('drops the columns of the lowest rank if that is not enough, and names them', async () => {
    const dropped: unknown[] = [];
    const onDropped = (titles: readonly string[]) => dropped.push(titles);
    const at = (width: number) => tableOf([name, other, active], [rows], { width, onDropped });
    expect((await at(30))[0]).toBe('Name        Other       Active');
    expect(dropped).toStrictEqual([]);
    expect((await at(29))[0]).toBe('Name           Other');
    expect((await at(21))[2]).toBe('Another, of 23 colum…');
    expect((await at(5))[2]).toBe('Anot…');
    expect(dropped).toStrictEqual([['Active'], ['Active', 'Name'], ['Active', 'Name']]);
  });

  test('drops a column without a rank first, and then the first of equal rank', async () => {
    const columns = [active, { ...other, rank: 1 }, { name: 'name', title: 'Name' }];
    const row = [{ name: 12_345, other: 12_345, active: 12_345 }];
    expect((await tableOf(columns, [row], { width: 14 }))[0]).toBe('Active  Other');
    expect((await tableOf(columns, [row], { width: 8 }))[0]).toBe('Other');
  });

  test('never shortens a text below ten columns, or below its title', async () => {
    const long: Column = { name: 'name', title: 'A title of 21 columns', rank: 9 };
    const lines = await tableOf([long, other], [rows], { width: 33 });
    expect(lines[0]).toBe('A title of 21 columns  Other');
    expect(lines[2]).toBe('A name of twenty-two…  Another, …');
    expect((await tableOf([long, other], [rows], { width: 32 }))[0]).toBe('A title of 21 columns');
  });

  test('cuts between visible characters of any width', async () => {
    const cut = async (text: string, width: number) =>
      (await tableOf([name], [[{ name: text }]], { width }))[2];
    expect(await cut('青空ソフトウェア', 9)).toBe('青空ソフ…');
    expect(await cut('青空ソフトウェア', 8)).toBe('青空ソ…');
    expect(await cut('👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 5)).toBe('👩‍👩‍👧‍👦👩‍👩‍👧‍👦…');
    expect(await cut('as it is', 8)).toBe('as it is');
  });
});

describe('on a terminal with colours, a table', () => {
  test('has bold titles and dim rules, padded outside of the colours', async () => {
    const lines = await tableOf([name, active], [[{ name: 'Contoso', active: 1 }]], { paint: marked });
    expect(lines.slice(0, 2)).toStrictEqual([
      '<bold>Name</bold>     <bold>Active</bold>',
      '<dim>───────</dim>  <dim>──────</dim>',
    ]);
  });

  test('has bars of eight to twenty columns in the remaining width', async () => {
    const rows = [
      { name: 'A', percent: 50 },
      { name: 'B', percent: null },
    ];
    const paint = (_style: string, text: string) => text;
    const at = async (width: number | undefined) => tableOf([name, percent], [rows], { width, paint });
    // Name and percentage take ten columns, and the gap before the bar two.
    expect(await at(19)).toStrictEqual(['Name     %', '────  ────', 'A     50.0', 'B        –', '']);
    expect(await at(20)).toStrictEqual(['Name     %', '────  ────', 'A     50.0  ████', 'B        –', '']);
    expect((await at(32))[2]).toBe(`A     50.0  ${'█'.repeat(10)}`);
    expect((await at(99))[2]).toBe(`A     50.0  ${'█'.repeat(10)}`);
    expect((await at(undefined))[2]).toBe('A     50.0');
    const withoutColours = await tableOf([name, percent], [rows], { width: 99 });
    expect(withoutColours[2]).toBe('A     50.0');
    const text = await tableOf([name, percent], [[{ name: 'A', percent: 'much' }]], { width: 99, paint });
    expect(text[2]).toBe('A     much  much');
  });
});

test.for([
  ['one two three', 7, '', 'one two\nthree'],
  ['one two three', 8, '  ', 'one two\n  three'],
  ['one two three', undefined, '', 'one two three'],
  ['unbreakable word', 4, '', 'unbreakable\nword'],
  ['青空 青空', 9, '', '青空 青空'],
  ['青空 青空', 8, '', '青空\n青空'],
  ['', 4, '', ''],
] as const)('"%s" is broken between words at %s', ([text, width, indent, broken]) => {
  expect(wrapWords(text, width, indent)).toBe(broken);
});
