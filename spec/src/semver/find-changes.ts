import { isRecord } from '../is-record.ts';
import { runRedocly } from '../redocly.ts';
import { isBump } from './bump.ts';
import type { Change } from './change.ts';
import { correctRating } from './correct-rating.ts';

/** Compares two descriptions, and rates each difference by the required version increase. */
export async function findChanges(base: string, revision: string): Promise<readonly Change[]> {
  const { changes } = await runRedocly('diff', base, revision, '--fail-on', 'none');
  if (!Array.isArray(changes)) throw new Error('redocly diff reports no list of changes.');
  return changes.map((change: unknown) => correctRating(readChange(change)));
}

function readChange(change: unknown): Change {
  const { path, typeName, property, base, revision, verdicts, impact } = isRecord(change) ? change : {};
  if (typeof path !== 'string' || typeof typeName !== 'string' || !isBump(impact)) {
    throw new Error(`redocly diff reports a change of an unknown form: ${JSON.stringify(change)}`);
  }
  return {
    place: path,
    typeName,
    property: typeof property === 'string' ? property : undefined,
    before: isRecord(base) ? base['value'] : undefined,
    after: isRecord(revision) ? revision['value'] : undefined,
    verdict: (Array.isArray(verdicts) ? verdicts.filter(isRecord) : [])
      .map(({ message }) => String(message))
      .join(' '),
    bump: impact,
  };
}
