import { styleText } from 'node:util';
import type { Context } from '../context.ts';

/** What the output is coloured with; the text itself where colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';

/** Paints for this output. Neither a pipe nor NO_COLOR gets colours. */
export function createPaint({ env }: Pick<Context, 'env'>, stream: Context['stdout']): Paint {
  return (style, text) => (env['NO_COLOR'] ? text : styleText(style, text, { stream }));
}

/** How something turned out. */
export type Status = 'ok' | 'warning' | 'problem' | 'skipped';

const marks = {
  ok: ['green', '✓'],
  warning: ['yellow', '!'],
  problem: ['red', '✗'],
  skipped: ['dim', '–'],
} as const satisfies Record<Status, readonly [Style, string]>;

/** One sign that says how something turned out, the same in every command. */
export function markOf(status: Status, paint: Paint): string {
  const [style, mark] = marks[status];
  return paint(style, mark);
}
