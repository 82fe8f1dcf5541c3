import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { renderBar } from '../../src/output/bar.ts';
import { runProgram } from '../support/run-program.ts';

const plain = (_style: string, text: string) => text;
const quietly = { TERM: 'dumb', NO_COLOR: '1' };

describe('on a terminal', () => {
  test('a bar is as long as its percentage, to an eighth of a column', () => {
    expect(renderBar(50, 10, plain)).toBe('█████     ');
    expect(renderBar(33.33, 10, plain)).toBe('███▍      ');
    expect(renderBar(100, 10, plain)).toBe('██████████');
    expect(renderBar(328, 10, plain)).toBe('█████████▸');
    expect([renderBar(0, 10, plain), renderBar(null, 10, plain)]).toStrictEqual([
      ' '.repeat(10),
      ' '.repeat(10),
    ]);
  });

  test('a table has bars if there is room, and none in a pipe', async () => {
    const words = ['usage', '--demo', '--by', 'service,workload'];
    const barsAt = async (columns: number | undefined) =>
      /█/.test((await runProgram(words, columns === undefined ? {} : { columns, env: quietly })).out);
    expect([await barsAt(80), await barsAt(44), await barsAt(undefined)]).toStrictEqual([true, false, false]);
  });

  test.for([
    ['usage', '--demo'],
    ['parity', '--demo'],
    ['parity', '--all', '--demo'],
  ])('%j fits 40, 57, 80 and 132 columns', async (words) => {
    for (const columns of [40, 57, 80, 132]) {
      const { out } = await runProgram([...words, '--quiet'], { columns, env: quietly });
      const lines = stripVTControlCharacters(out).split('\n');
      expect(lines.filter((line) => stringWidth(line) > columns)).toStrictEqual([]);
      expect(lines.length).toBeGreaterThan(1);
    }
  });

  test('doctor puts findings below the names of checks when there is no room beside them', async () => {
    const { out } = await runProgram(['doctor', '--demo'], { columns: 44, env: quietly });
    expect(out).toContain('✓ Superseded operation\n  Still answers.\n');
    const wide = await runProgram(['doctor', '--demo'], { columns: 80, env: quietly });
    expect(wide.out).toContain('✓ Superseded operation  Still answers.\n');
  });

  test('commands show their status with the same sign', async () => {
    const outOf = async (...words: readonly string[]) =>
      (await runProgram([...words, '--demo'], { columns: 80, env: quietly })).out;
    expect(await outOf('parity')).toMatch(/^✓ Both operations agree\.\n/);
    expect(await outOf('parity', '--all')).toMatch(/^✓ agree: 12 customers compared\./m);
    expect(await outOf('doctor')).toMatch(/^✓ Token /);
  });
});

const commands = [
  'usage',
  'report',
  'parity',
  'scan',
  'doctor',
  'find-legacy',
  'completion',
  'history',
  'fleet',
];
const ofHistory = ['record', 'list', 'trend', 'changes', 'at-risk', 'query', 'export', 'forget', 'verify'];

const ofFleet = ['enqueue', 'work', 'status', 'collect'];
const below = [
  ...ofHistory.map((command) => `history ${command}`),
  ...ofFleet.map((command) => `fleet ${command}`),
];

test.for([...commands, ...below])('the help of %s fits 40 columns', async (command) => {
  const { out } = await runProgram([...command.split(' '), '--help'], { env: { COLUMNS: '40' } });
  const tooLong = out.split('\n').filter((line) => line.length > 40);
  // A GUID can't be wrapped.
  expect(tooLong.filter((line) => !/^ +[-0-9a-f]{36}$/.test(line))).toStrictEqual([]);
});

test.for([...commands, ...below])('the help of %s has examples before options', async (command) => {
  const { out } = await runProgram([...command.split(' '), '--help']);
  expect(out).toContain(`\nExamples:\n  `);
  expect(out).toContain(`licenses-usage ${command}`);
  expect(out.indexOf('\nExamples:\n')).toBeLessThan(out.indexOf('\nOptions:\n'));
});
