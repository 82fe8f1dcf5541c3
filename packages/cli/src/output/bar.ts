import type { Paint } from './paint.ts';

/** Blocks of an eighth to seven eighths of a column. */
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/**
 * Renders a percentage as a bar of this width: full at 100, with an arrow above that. Empty if there is no
 * percentage.
 */
export function renderBar(percent: number | null, width: number, paint: Paint): string {
  if (percent === null) return ' '.repeat(width);
  if (percent > 100) return paint('yellow', `${'█'.repeat(width - 1)}▸`);
  const parts = Math.round((Math.max(0, percent) / 100) * width * 8);
  const bar = '█'.repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? '');
  return paint('cyan', bar) + ' '.repeat(width - Math.ceil(parts / 8));
}
