import type { Context } from '../context.ts';
import { createPaint, markOf } from './paint.ts';

/** Replaces control and bidirectional characters, so that foreign text can't control the terminal. */
export function cleanText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** Like `cleanText`, for several lines. */
export function cleanLines(text: string): string {
  return text.replaceAll(/(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '\uFFFD');
}

/** Escapes control characters. The JSON still parses to the same value. */
export function escapeControls(json: string): string {
  return json.replaceAll(
    /[\u007F-\u009F\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}

/** The width of text: `COLUMNS`, or the width of the terminal. `undefined` for a pipe or a file, which has no limit. */
export function widthOf({ stdout, env }: Context): number | undefined {
  const told = Number(env['COLUMNS']);
  if (Number.isInteger(told) && told > 0) return told;
  const { isTTY, columns = 0 } = stdout;
  return isTTY && columns > 0 ? columns : undefined;
}

/** Writes a note for the user, apart from the output. */
export function note(text: string, { quiet }: { quiet?: true }, { stderr }: Context): void {
  if (!quiet) stderr.write(`${cleanLines(text)}\n`);
}

/** Writes a note that something is done, with the sign for success on a terminal. */
export function noteDone(text: string, { quiet }: { quiet?: true }, context: Context): void {
  if (quiet) return;
  const { stderr } = context;
  const mark = stderr.isTTY ? `${markOf('ok', createPaint(context, stderr))} ` : '';
  stderr.write(`${mark}${cleanLines(text)}\n`);
}

/** A count for people: 1,234. */
export function count(value: number): string {
  return value.toLocaleString('en');
}

/** A count of things: 1 row, 1,234 rows. */
export function several(value: number, thing: string): string {
  return `${count(value)} ${thing}${value === 1 ? '' : 's'}`;
}
