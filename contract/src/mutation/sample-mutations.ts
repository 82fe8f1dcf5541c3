import { createHash } from 'node:crypto';

import { kindOf, type Mutation, nameOf } from './mutation.ts';

/** The number that two cores try in half a minute. */
const size = 150;

/**
 * A sample of the mutations: a proportional share of each kind of change to each document, and at least one. The same
 * seed gives the same sample of the same mutations, and an additional mutation changes little.
 */
export function sampleOf(mutations: readonly Mutation[], seed: string): readonly Mutation[] {
  const stratumOf = (mutation: Mutation) => `${kindOf(mutation)} ${mutation.isHarmless}`;
  return [...new Set(mutations.map(stratumOf))].flatMap((name) => {
    const stratum = mutations.filter((mutation) => stratumOf(mutation) === name);
    const share = Math.round((size * stratum.length) / mutations.length);
    return stratum
      .map((mutation) => ({ mutation, rank: rankOf(mutation, seed) }))
      .toSorted((left, right) => (left.rank < right.rank ? -1 : 1))
      .slice(0, Math.max(1, share))
      .map(({ mutation }) => mutation);
  });
}

function rankOf(mutation: Mutation, seed: string): string {
  return createHash('sha256')
    .update(`${seed} ${nameOf(mutation)}`)
    .digest('hex');
}
