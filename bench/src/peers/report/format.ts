import { formatTable } from '../../support/table.ts';
import type { Section } from '../results.ts';
import type { Spread } from '../../support/statistics.ts';

export function formatNumber(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** The median, with the range if there is more than one value. */
export function formatSpread({ median, min, max }: Spread): string {
  if (min === max) return formatNumber(median);
  return `${formatNumber(median)} (${formatNumber(min)}–${formatNumber(max)})`;
}

/** A section as a table for a terminal. */
export function formatSection({ title, rounds, candidates }: Section): string {
  const metrics = [...new Set(Object.values(candidates).flatMap((row) => Object.keys(row)))];
  const rows = Object.entries(candidates).map(([name, row]) => [
    name,
    ...metrics.map((metric) => {
      const spread = row[metric];
      return spread === undefined ? '' : formatSpread(spread);
    }),
  ]);
  const table = formatTable([['', ...metrics], ...rows]);
  return `\n${title}, median (min–max) of ${rounds} rounds\n${table}`;
}
