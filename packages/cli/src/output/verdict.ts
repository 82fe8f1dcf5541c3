import { type Paint, type Status, markOf } from './paint.ts';
import { wrapWords } from './table.ts';

/** What text for people may use of the terminal. */
export interface Look {
  /** How many columns it may take; `undefined` for no limit. */
  readonly width: number | undefined;
  readonly paint: Paint;
}

/** A sentence behind the sign of how it turned out. */
export function renderVerdict(status: Status, sentence: string, look: Look): string {
  return `${markOf(status, look.paint)} ${wrapBehindMark(sentence, look)}`;
}

/** A sentence that stands where those with a sign do. */
export function renderWithoutVerdict(sentence: string, look: Look): string {
  return `  ${wrapBehindMark(sentence, look)}`;
}

function wrapBehindMark(sentence: string, { width }: Look): string {
  return wrapWords(sentence, width === undefined ? undefined : width - 2).replaceAll('\n', '\n  ');
}
