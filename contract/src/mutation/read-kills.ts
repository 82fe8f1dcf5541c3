import { isObject } from '../documents/json.ts';
import { type GateName, gateNames } from './gates.ts';
import type { Kills } from './try-mutation.ts';

/** Reads the result of a mutation from another process or an earlier run. */
export function readKills(value: unknown): Kills {
  if (!isObject(value)) throw new Error(`This is no result of a mutation: ${JSON.stringify(value)}.`);
  const entries = gateNames.flatMap((name): readonly (readonly [GateName, string])[] => {
    const words = value[name];
    return typeof words === 'string' ? [[name, words]] : [];
  });
  return Object.fromEntries(entries);
}
