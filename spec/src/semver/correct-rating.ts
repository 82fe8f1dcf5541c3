import type { Bump } from './bump.ts';
import type { Change } from './change.ts';

interface Correction {
  readonly applies: (change: Change) => boolean;
  readonly bump: Bump;
  readonly verdict: string;
}

/** Changes that `redocly diff` 2.77 has no rule for, and therefore takes for a patch. */
const corrections: readonly Correction[] = [
  {
    applies: ({ typeName, property, before }) =>
      typeName === 'Header' && property === 'required' && before === true,
    bump: 'major',
    verdict: 'The header is no longer promised.',
  },
  {
    applies: ({ typeName, property }) => typeName === 'Schema' && property === 'default',
    bump: 'major',
    verdict: 'Callers who leave the value out get something else.',
  },
  {
    // A wider enum of an answer is major to the tool: what is left for this one is what callers send.
    applies: ({ typeName, property, before, after }) =>
      typeName === 'Schema' && property === 'enum' && isWider(before, after),
    bump: 'minor',
    verdict: 'Callers may send more than before.',
  },
  {
    applies: ({ property, after }) => property === 'deprecated' && after === true,
    bump: 'minor',
    verdict: 'It is deprecated.',
  },
];

/** Rates a change anew, where the tool knows no rule for it. */
export function correctRating(change: Change): Change {
  if (change.bump !== 'patch') return change;
  const correction = corrections.find(({ applies }) => applies(change));
  return correction === undefined
    ? change
    : { ...change, bump: correction.bump, verdict: correction.verdict };
}

function isWider(before: unknown, after: unknown): boolean {
  return (
    Array.isArray(before) && Array.isArray(after) && before.every((value: unknown) => after.includes(value))
  );
}
