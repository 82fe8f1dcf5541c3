import type { Interaction } from '../documents/interaction.ts';
import { keysOf, valueAt } from '../documents/json.ts';

/** Whether a pact has a rule for a place of an answer. Without one, it accepts everything. */
export function mentions({ response }: Interaction, place: string): boolean {
  if (place === 'status') return true;
  if (place.startsWith('header ')) {
    const name = place.slice('header '.length).toLowerCase();
    return Object.keys(response.headers).some((known) => known.toLowerCase() === name);
  }
  const keys = keysOf(place).map((key) => (key === '*' ? '0' : key));
  return valueAt(response.body, keys) !== undefined;
}
