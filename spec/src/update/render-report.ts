import type { Bump } from '../semver/bump.ts';

/** A gate that refused, what it said, and what to do. */
export interface Refusal {
  readonly gate: string;
  readonly output: string;
  readonly repair: string;
}

/** The last lines of a gate's output, where tools say what is wrong. */
const shownLines = 40;

/** What changed and what is left to do, as Markdown: for the terminal, and for the text of a pull request. */
export function renderReport(bump: Bump, summary: string, refusals: readonly Refusal[]): string {
  return [
    `The API description changes in a way that is **${bump}**:`,
    '',
    summary,
    '',
    refusals.length === 0
      ? 'Every gate passes.'
      : `${refusals.map(({ gate }) => `\`${gate}\``).join(', ')} ${refusals.length === 1 ? 'refuses' : 'refuse'} it:`,
    ...refusals.flatMap(({ gate, repair, output }) => [
      '',
      `### ${gate}`,
      '',
      repair,
      '',
      '```text',
      ...output.trimEnd().split('\n').slice(-shownLines),
      '```',
    ]),
    '',
  ].join('\n');
}
