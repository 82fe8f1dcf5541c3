import { expect, test } from 'vitest';
import { drawChart } from '../src/peers/report/chart.ts';
import { formatSpread } from '../src/peers/report/format.ts';
import { formatGoals } from '../src/peers/report/goal-table.ts';
import { replacePart } from '../src/support/replace-part.ts';
import { createResults } from './support/results.ts';

test('the chart has a bar for each candidate, the shortest first, and a description', () => {
  const chart = drawChart(createResults(1.1, 0.4));
  expect(chart.match(/<rect /g)).toHaveLength(4);
  expect(chart).toContain(
    '<desc id="description">licenses-usage, ./node 0.40, global fetch 1.00, licenses-usage 1.10, a &lt;peer> 2.00</desc>',
  );
  expect(chart).toContain('prefers-color-scheme: dark');
});

test('an empty chart is refused', () => {
  expect(() => drawChart({ ...createResults(1), sections: {} })).toThrow('no small answers');
});

test('the table of goals marks missed goals, and names the best peer', () => {
  const table = formatGoals(createResults(1.2, 0.4));
  expect(table).toContain('| small answer | CPU over fetch / fetch | ≤ 1.10 | 1.20 ✗ | 1.00, fetch |');
  expect(table).toContain('| small answer | CPU over ./node / fetch | ≤ 0.50 | 0.40 | 1.00, fetch |');
});

test('a spread of one value is that value', () => {
  expect(formatSpread({ median: 1, min: 1, max: 1 })).toBe('1.00');
  expect(formatSpread({ median: 12, min: 1.5, max: 150 })).toBe('12.0 (1.50–150)');
});

test('a part is replaced between its marks, and a file without them is an error', () => {
  const text = 'a\n<!-- begin: p -->\nold\n<!-- end: p -->\nb';
  expect(replacePart(text, 'p', 'new')).toBe('a\n<!-- begin: p -->\n\nnew\n\n<!-- end: p -->\nb');
  expect(() => replacePart('a', 'p', 'new')).toThrow('has no');
});
