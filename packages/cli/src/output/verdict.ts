import { type Paint, type Status, markOf } from './paint.ts';
import { wrapWords } from './table.ts';

/** The width and colours for text on a terminal. */
export interface Look {
  /** The width in columns; `undefined` for no limit. */
  readonly width: number | undefined;
  readonly paint: Paint;
}

/** Renders a sentence after the sign of its status. */
export function renderVerdict(status: Status, sentence: string, look: Look): string {
  return `${markOf(status, look.paint)} ${wrapBehindMark(sentence, look)}`;
}

/** Renders a sentence without a sign, aligned with those that have one. */
export function renderWithoutVerdict(sentence: string, look: Look): string {
  return `  ${wrapBehindMark(sentence, look)}`;
}

function wrapBehindMark(sentence: string, { width }: Look): string {
  return wrapWords(sentence, width === undefined ? undefined : width - 2).replaceAll('\n', '\n  ');
}
