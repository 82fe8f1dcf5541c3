import { expect, test } from 'vitest';
import { formatFigures } from '../src/fleet/table.ts';

const run = { ratio: 1.2, cpuInSeconds: 20, refused: 16, lost: 0, repeated: 0 };

test('a table has a figure for each run, and marks a row whose median misses its target', () => {
  const rows = [
    { title: 'a', target: { ratio: 1.25 }, runs: [{ ...run, ratio: 1.3 }, run, run] },
    { title: 'b', target: { ratio: 1.25, refused: 15 }, runs: [run] },
    { title: 'c', target: { ratio: 1.1 }, runs: [{ ...run, repeated: 3 }] },
    { title: 'd', target: undefined, runs: [run, { ...run, lost: 1 }] },
  ];
  expect(formatFigures(rows).split('\n')).toStrictEqual([
    '|  | time ÷ least | target | 429 per 1,000 | lost | queried again |',
    '| --- | --: | --: | --: | --: | --: |',
    '| a | 1.30, 1.20, 1.20 | ≤ 1.25 | 16, 16, 16 | 0, 0, 0 | 0, 0, 0 |',
    '| b | 1.20 | ≤ 1.25 ✗ | 16 | 0 | 0 |',
    '| c | 1.20 | ≤ 1.10 ✗ | 16 | 0 | 3 |',
    '| d | 1.20, 1.20 |  | 16, 16 | 0, 1 | 0, 0 |',
  ]);
});
