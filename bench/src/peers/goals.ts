import { limit, peers } from './candidates/open.ts';
import type { Results } from './results.ts';
import type { SectionName } from './sections.ts';

export interface Goal {
  readonly section: SectionName;
  readonly what: string;
  /** Our candidates. The first one that was measured counts. */
  readonly candidates: readonly string[];
  readonly metric: string;
  /** Reached when the figure is no larger. */
  readonly target: number;
  /** `exact`: independent of the machine and of chance. `machine`: depends on the machine, and is not guarded. */
  readonly kind?: 'exact' | 'machine';
}

const overNode = ['ours over ./node'];
const overFetch = ['ours over fetch'];

export const goals: readonly Goal[] = [
  {
    section: 'small',
    what: 'CPU over fetch / fetch',
    candidates: overFetch,
    metric: 'CPU / fetch',
    target: 1.1,
  },
  {
    section: 'small',
    what: 'CPU over fetch / fetch of the same request',
    candidates: overFetch,
    metric: 'CPU / fetch, same request',
    target: 1.1,
  },
  {
    section: 'small',
    what: 'CPU over ./node / fetch',
    candidates: overNode,
    metric: 'CPU / fetch',
    target: 0.5,
  },
  {
    section: 'small',
    what: 'CPU over ./node / limit',
    candidates: overNode,
    metric: 'CPU / limit',
    target: 1.1,
  },
  {
    section: 'small',
    what: 'CPU over ./node / limit of the same request',
    candidates: overNode,
    metric: 'CPU / limit, same request',
    target: 1.1,
  },
  {
    section: 'small',
    what: 'CPU over ./node / @azure-rest/core-client',
    candidates: overNode,
    metric: 'CPU / azure-rest',
    target: 0.6,
  },
  {
    section: 'page',
    what: 'CPU in row batches / limit',
    candidates: overNode,
    metric: 'CPU / limit',
    target: 1.1,
  },
  {
    section: 'page',
    what: 'first row / whole page',
    candidates: overNode,
    metric: 'first row / page',
    target: 0.1,
  },
  {
    section: 'page',
    what: 'event loop blocked, ms',
    candidates: overNode,
    metric: 'blocked, ms',
    target: 10,
    kind: 'machine',
  },
  {
    section: 'line',
    what: 'wall in row batches / drain',
    candidates: overNode,
    metric: 'wall / drain',
    target: 1.02,
  },
  {
    section: 'walk',
    what: 'peak memory 10⁶ / 10⁵ rows',
    candidates: overNode,
    metric: 'peak 10⁶ / 10⁵ rows',
    target: 1.2,
  },
  {
    section: 'walk',
    what: 'the same with a young generation of 1 MiB',
    candidates: ['ours over ./node, small young generation'],
    metric: 'peak 10⁶ / 10⁵ rows',
    target: 1.03,
  },
  {
    section: 'walk',
    what: 'peak memory / drain',
    candidates: overNode,
    metric: 'peak / drain',
    target: 1.1,
  },
  { section: 'walk', what: 'CPU / limit', candidates: overNode, metric: 'CPU / limit', target: 1.05 },
  {
    section: 'latency',
    what: 'wall with one page ahead / one after another',
    candidates: ['ours, one page ahead'],
    metric: 'wall / limit',
    target: 0.8,
  },
  {
    section: 'latency',
    what: 'wall with four pages ahead / one after another',
    candidates: ['ours, four pages ahead'],
    metric: 'wall / limit',
    target: 0.45,
  },
  ...[8, 16, 32, 64].map((concurrency) => ({
    section: 'fleet' as const,
    what: `wall / floor, ${concurrency} at a time`,
    candidates: overNode,
    metric: `wall / floor, ${concurrency} at a time`,
    target: 1.1,
  })),
  {
    section: 'fleet',
    what: 'wall of the superseding operation / one call each',
    candidates: overNode,
    metric: 'superseding / each, wall',
    target: 1 / 10,
  },
  {
    section: 'fleet',
    what: 'CPU of the superseding operation / one call each',
    candidates: overNode,
    metric: 'superseding / each, CPU',
    target: 1 / 15,
  },
  { section: 'throttling', what: 'wall / floor', candidates: overFetch, metric: 'wall / floor', target: 1.2 },
  {
    section: 'throttling',
    what: '429s per 1000 calls',
    candidates: overFetch,
    metric: '429s per 1000',
    target: 150,
  },
  {
    section: 'weight',
    what: 'gzip, kB',
    candidates: ['ours'],
    metric: 'gzip, kB',
    target: 14,
    kind: 'exact',
  },
  {
    section: 'weight',
    what: 'import, ms of CPU',
    candidates: ['ours'],
    metric: 'import, ms of CPU',
    target: 10,
    kind: 'machine',
  },
  ...['TypeScript 5.9', 'TypeScript 7'].map((compiler) => ({
    section: 'types' as const,
    what: `instantiations per operation, ${compiler}`,
    candidates: [compiler],
    metric: 'instantiations per operation',
    target: 4000,
    kind: 'exact' as const,
  })),
];

export interface Reached {
  readonly goal: Goal;
  readonly value: number;
  /** The best peer in the same run. Absent if no peer does this. */
  readonly peer: { readonly name: string; readonly value: number } | undefined;
}

/** The result of each goal whose section was measured. */
export function reachedIn(results: Results): readonly Reached[] {
  return goals.flatMap((goal) => {
    const table = results.sections[goal.section]?.candidates ?? {};
    const value = goal.candidates
      .map((name) => table[name]?.[goal.metric]?.median)
      .find((one) => one !== undefined);
    if (value === undefined) return [];
    const others = Object.entries(table).flatMap(([name, row]) => {
      const median = row[goal.metric]?.median;
      return isPeer(name) && median !== undefined ? [{ name, value: median }] : [];
    });
    const [peer] = others.sort((left, right) => left.value - right.value);
    return [{ goal, value, peer }];
  });
}

function isPeer(name: string): boolean {
  return name === 'fetch, sleeping each Retry-After' || peers.some((peer) => peer === name && name !== limit);
}
