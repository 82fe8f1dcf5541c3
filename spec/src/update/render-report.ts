import type { Bump } from '../semver/bump.ts';
import type { Break } from './find-breaks.ts';
import type { Refusal } from './gates.ts';

/** The last lines of a gate's output, where tools say what is wrong. */
const shownLines = 40;

/** What changed and what is left to do, as Markdown: for the text of a pull request. */
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

/** What a new description breaks, with the places that rely on it. */
export interface BreakReport extends Break {
  readonly places: readonly string[];
}

/** The breaks as Markdown. With `most`, no more places than that are shown of each, and how many there are is said. */
export function renderBreaks(breaks: readonly BreakReport[], most = Infinity): string {
  const types = breaks.flatMap(({ userType }) => userType ?? []);
  return [
    'It breaks what code relies on:',
    '',
    ...breaks.flatMap(({ what, name, places }) => [
      `- ${what}`,
      ...(places.length === 0
        ? [`  - no code written by hand uses \`${name}\``]
        : places.slice(0, most).map((place) => `  - ${place}`)),
      ...(places.length > most ? [`  - … ${most} of ${places.length} places`] : []),
    ]),
    '',
    types.length === 0 ? 'No type of users changes.' : 'Types of users that change:',
    ...(types.length === 0 ? [] : ['', ...types.map((type) => `- \`${type}\``)]),
    '',
  ].join('\n');
}
