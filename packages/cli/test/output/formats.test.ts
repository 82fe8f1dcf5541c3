import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { formatNamed, formatNames, requirePlace } from '../../src/output/formats.ts';
import type { Column, OutputRow } from '../../src/output/rows.ts';

const columns: readonly Column[] = [
  { name: 'name', title: 'Name' },
  { name: 'percent', title: 'Usage %' },
];

async function format(
  [name, isForExcel]: readonly [Parameters<typeof formatNamed>[0], boolean],
  ...pages: readonly (readonly OutputRow[])[]
): Promise<string> {
  async function* all() {
    yield* pages;
  }
  let text = '';
  for await (const chunk of formatNamed(name, isForExcel)(all(), columns)) text += String(chunk);
  return text;
}

const rows = [
  { name: 'A', percent: 1.5, more: 'x' },
  { name: null, percent: -0.25 },
];
const more = [{ name: 'B', percent: null }];

describe('rows', () => {
  test('of json are one array, whatever the pages', async () => {
    expect(await format(['json', false], [], rows, [], more)).toBe(
      '[\n{"name":"A","percent":1.5},\n{"name":null,"percent":-0.25},\n{"name":"B","percent":null}\n]\n',
    );
    expect(await format(['json', false], [])).toBe('[]\n');
    expect(await format(['json', false])).toBe('[]\n');
  });

  test('of ndjson are a line each', async () => {
    expect(await format(['ndjson', false], rows, [], more)).toBe(
      '{"name":"A","percent":1.5}\n{"name":null,"percent":-0.25}\n{"name":"B","percent":null}\n',
    );
    expect(await format(['ndjson', false], [])).toBe('');
  });

  test('of csv have empty fields for unknown values, and decimal commas only for Excel', async () => {
    expect(await format(['csv', false], rows, more)).toBe('name,percent\r\nA,1.5\r\n,-0.25\r\nB,\r\n');
    expect(await format(['csv', true], rows, more)).toBe('\uFEFFname;percent\r\nA;1,5\r\n;-0,25\r\nB;\r\n');
    expect(await format(['csv', false])).toBe('name,percent\r\n');
    expect(await format(['csv', false], [{ name: 'a=b', percent: 1 }])).toBe('name,percent\r\na=b,1\r\n');
  });

  test('of markdown are lines of a table', async () => {
    expect(await format(['markdown', false], rows, more)).toBe(
      '| Name | Usage % |\n| --- | --- |\n| A | 1.5 |\n| – | -0.25 |\n| B | – |\n',
    );
    const name = '\\`*_[]<>|~&#\u2028\u0007\nx';
    expect(await format(['markdown', false], [{ name, percent: 1 }])).toContain(
      '| \\\\\\`\\*\\_\\[\\]\\<\\>\\|\\~\\&\\# x | 1 |\n',
    );
  });
});

test('a workbook is for a file or a pipe, and every other format for a terminal too', () => {
  const [stdout, stderr] = [new Writable(), new Writable()];
  const context = { stdout, stderr, env: {}, abortSignal: new AbortController().signal };
  const onTerminal = { ...context, stdout: Object.assign(new Writable(), { isTTY: true }) };
  requirePlace('xlsx', undefined, context);
  requirePlace('xlsx', 'usage.xlsx', onTerminal);
  expect(() => requirePlace('xlsx', undefined, onTerminal)).toThrow(
    '--format xlsx is not text: add --out usage.xlsx, or send it to a file or a pipe.',
  );
  for (const name of formatNames.filter((one) => one !== 'xlsx')) requirePlace(name, undefined, onTerminal);
});
