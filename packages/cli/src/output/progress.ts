import ora from 'ora';
import type { Context } from '../context.ts';

export interface Progress {
  show(text: string): void;
  /** Clears the line. Nothing is shown from then on. */
  stop(): void;
}

/** How far a command has come, on the standard error, where that is a terminal and the user wants to see it. */
export function startProgress(text: string, { quiet }: { quiet?: true }, { stderr, env }: Context): Progress {
  // A terminal that has not said how wide it is has 0 columns, and ora would clear lines without end.
  const isShown = !quiet && stderr.isTTY && stderr.columns > 0 && env['TERM'] !== 'dumb';
  if (!isShown) return { show() {}, stop() {} };
  const color = env['NO_COLOR'] ? false : 'cyan';
  const spinner = ora({ text, color, stream: stderr, discardStdin: false }).start();
  return {
    show: (shown) => {
      spinner.text = shown;
    },
    stop: () => spinner.stop(),
  };
}

/** A count for people: 1,234. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A count of things: 1 row, 1,234 rows. */
export function several(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}
