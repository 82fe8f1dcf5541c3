import { styleText } from 'node:util';
import type { Context } from '../context.ts';

/** Colours text; returns it unchanged if colours are not wanted. */
export type Paint = (style: Style, text: string) => string;

export type Style = 'bold' | 'dim' | 'cyan' | 'green' | 'red' | 'yellow';

/** Creates a `Paint` for this output. A pipe gets no colours, and neither does a terminal with NO_COLOR. */
export function createPaint({ env }: Pick<Context, 'env'>, stream: Context['stdout']): Paint {
  return (style, text) => (env['NO_COLOR'] ? text : styleText(style, text, { stream }));
}

/** The status of a result. */
export type Status = 'ok' | 'warning' | 'problem' | 'skipped';

const marks = {
  ok: ['green', '✓'],
  warning: ['yellow', '!'],
  problem: ['red', '✗'],
  skipped: ['dim', '–'],
} as const satisfies Record<Status, readonly [Style, string]>;

/** The sign for a status, the same in every command. */
export function markOf(status: Status, paint: Paint): string {
  const [style, mark] = marks[status];
  return paint(style, mark);
}
