import ora from 'ora';
import type { Context } from '../context.ts';

/** Replaces control and bidirectional characters, so that foreign text can't steer the terminal. */
export function cleanText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** The same for text of several lines. */
export function cleanLines(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** Escapes what a terminal would obey. The JSON parses to the same value. */
export function escapeControls(json: string): string {
  return json.replaceAll(
    /[\u007F-\u009F\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/**
 * How many columns text may have: what `COLUMNS` says, or else the width of the terminal. `undefined` for a pipe and a file,
 * which have no limit.
 */
export function widthOf({ stdout, env }: Context): number | undefined {
  const told = Number(env['COLUMNS']);
  if (Number.isInteger(told) && told > 0) return told;
  const { isTTY, columns = 0 } = stdout;
  return isTTY && columns > 0 ? columns : undefined;
}

/** Tells the user something beside the output. */
export function note(text: string, { quiet }: { quiet?: true }, { stderr }: Context): void {
  if (!quiet) stderr.write(`${cleanLines(text)}\n`);
}

export interface Progress {
  show(text: string): void;
  /** Clears the line. Nothing is shown from then on. */
  stop(): void;
}

/** How far a command has come, on the standard error, where that is a terminal and the user wants to see it. */
export function startProgress(text: string, { quiet }: { quiet?: true }, { stderr, env }: Context): Progress {
  // A terminal that has not said how wide it is has 0 columns, and ora would clear lines without end.
  const isShown = !quiet && stderr.isTTY && (stderr.columns ?? 0) > 0 && env['TERM'] !== 'dumb';
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
