import type { Bump } from './bump.ts';
import type { Change } from './change.ts';

interface Correction {
  readonly applies: (change: Change) => boolean;
  readonly bump: Bump;
  readonly verdict: string;
}

/** Changes without a rule in `redocly diff` 2.77, which rates them as patches. */
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
    // The tool rates a wider enum of an answer as major, so this rule only applies to requests.
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

/** Corrects the rating of a change for which the tool has no rule. */
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
