import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { renderBar } from '../../src/output/bar.ts';
import { createPaint, markOf } from '../../src/output/paint.ts';
import {
  cleanLines,
  cleanText,
  count,
  escapeControls,
  note,
  noteDone,
  several,
  widthOf,
} from '../../src/output/terminal.ts';
import { renderVerdict, renderWithoutVerdict } from '../../src/output/verdict.ts';

function contextOf(env: Readonly<Record<string, string>>, isTTY?: boolean, columns?: number) {
  let text = '';
  const stream = () =>
    Object.assign(
      new Writable({
        write(chunk, _encoding, done) {
          text += String(chunk);
          done();
        },
      }),
      {
        ...(isTTY !== undefined && { isTTY }),
        ...(columns !== undefined && { columns }),
        hasColors: () => true,
        getColorDepth: () => 8,
      },
    );
  const context = { stdout: stream(), stderr: stream(), env, abortSignal: new AbortController().signal };
  return { context, text: () => text };
}

describe('foreign text', () => {
  const hostile = 'a\u001Bb\u009Bc\u202Ed\u2028e\u2029f\u061Cg\nh\ti\rj';

  test("can't control a terminal", () => {
    expect(cleanText(hostile)).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\uFFFDh\uFFFDi\uFFFDj');
    expect(cleanLines(hostile)).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\uFFFDf\uFFFDg\nh\ti\uFFFDj');
  });

  test('is escaped in JSON without changing its value', () => {
    const json = JSON.stringify(hostile);
    const escaped = escapeControls(json);
    expect(escaped).toBe('"a\\u001bb\\u009bc\\u202ed\\u2028e\\u2029f\\u061cg\\nh\\ti\\rj"');
    expect(JSON.parse(escaped)).toBe(hostile);
    expect(escapeControls('"\u007F\u0080é"')).toBe('"\\u007f\\u0080é"');
  });
});

test.for([
  [{ COLUMNS: '44' }, true, 80, 44],
  [{ COLUMNS: '44' }, undefined, undefined, 44],
  [{ COLUMNS: '1' }, true, 80, 1],
  [{ COLUMNS: '0' }, true, 80, 80],
  [{ COLUMNS: '-5' }, true, 80, 80],
  [{ COLUMNS: '4.5' }, true, 80, 80],
  [{ COLUMNS: 'wide' }, true, 80, 80],
  [{}, true, 1, 1],
  [{}, true, 0, undefined],
  [{}, true, undefined, undefined],
  [{}, undefined, 80, undefined],
] as const)('with %j, on a terminal: %s, of %s columns, text may have %s', ([env, isTTY, columns, width]) => {
  expect(widthOf(contextOf(env, isTTY, columns).context)).toBe(width);
});

describe('a note', () => {
  test('is a line without control characters, and absent with --quiet', () => {
    const { context, text } = contextOf({});
    note('it\u001Bis\nso', {}, context);
    noteDone('done\u001B', {}, context);
    note('loud', { quiet: true }, context);
    noteDone('loud', { quiet: true }, context);
    expect(text()).toBe('it\uFFFDis\nso\ndone\uFFFD\n');
  });

  test('of success has a check mark on a terminal', () => {
    const { context, text } = contextOf({ NO_COLOR: '1' }, true);
    noteDone('done', {}, context);
    note('noted', {}, context);
    expect(text()).toBe('✓ done\nnoted\n');
  });
});

test('counts are written as people write them', () => {
  expect([count(1_234_567), several(1, 'row'), several(0, 'row'), several(1_234, 'row')]).toStrictEqual([
    '1,234,567',
    '1 row',
    '0 rows',
    '1,234 rows',
  ]);
});

describe('a verdict', () => {
  const paint = (style: string, text: string) => `<${style}>${text}`;

  test('has a sign and a colour of its own', () => {
    expect(
      (['ok', 'warning', 'problem', 'skipped'] as const).map((status) => markOf(status, paint)),
    ).toStrictEqual(['<green>✓', '<yellow>!', '<red>✗', '<dim>–']);
  });

  test('is a sentence after its sign', () => {
    const look = { width: 10, paint: (_style: string, text: string) => text };
    expect(renderVerdict('ok', 'one two three', look)).toBe('✓ one two\n  three');
    expect(renderWithoutVerdict('one two three', look)).toBe('  one two\n  three');
    expect(renderVerdict('ok', 'one two three', { ...look, width: undefined })).toBe('✓ one two three');
  });

  test('is coloured on a terminal with colours, but not when NO_COLOR is set', () => {
    const onTerminal = (env: Readonly<Record<string, string>>) => {
      const { context } = contextOf(env, true, 80);
      return createPaint(context, context.stdout)('red', 'text');
    };
    expect(onTerminal({ NO_COLOR: '1' })).toBe('text');
    expect(onTerminal({ NO_COLOR: '' })).toBe('\u001B[31mtext\u001B[39m');
  });
});

test('a bar changes its colour above 100 %, and never exceeds its width', () => {
  const paint = (style: string, text: string) => `${style}:${text}|`;
  expect(renderBar(50, 4, paint)).toBe('cyan:██|  ');
  expect(renderBar(99.9, 4, paint)).toBe('cyan:████|');
  expect(renderBar(100.1, 4, paint)).toBe('yellow:███▸|');
  expect(renderBar(-5, 4, paint)).toBe('cyan:|    ');
  expect(renderBar(3.2, 4, paint)).toBe('cyan:▏|   ');
});
