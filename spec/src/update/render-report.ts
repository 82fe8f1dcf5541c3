import type { Bump } from '../semver/bump.ts';
import type { Break } from './find-breaks.ts';
import type { Refusal } from './gates.ts';

/** How many last lines of a gate's output are shown, where tools report errors. */
const shownLines = 40;

/** Renders the changes and the remaining work as Markdown, for a pull request. */
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

/** A breaking change, with the places that rely on it. */
export interface BreakReport extends Break {
  readonly places: readonly string[];
}

/** Renders breaking changes as Markdown. With `most`, at most that many places are shown for each, with the total. */
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
