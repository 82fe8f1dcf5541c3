import type { Context } from '../context.ts';

/** Tells the user something beside the output. */
export function note(text: string, { quiet }: { quiet?: true }, { stderr }: Context): void {
  if (!quiet) stderr.write(`${text}\n`);
}
