import type { Results } from '../../src/peers/results.ts';

const one = (median: number) => ({ median, min: median, max: median });

/** Results with the given CPU of a call over `fetch` and over `./node`, and the given size. */
export function createResults(overFetch: number, overNode = 0.4, size = 9): Results {
  return {
    environment: {
      node: '24.0.0',
      undiciInNode: '7.0.0',
      undici: '8.0.0',
      processor: '2 × any',
      isPinned: true,
      load: '0.0 0.0 0.0',
    },
    sections: {
      small: {
        title: 'Small answer',
        rounds: 1,
        candidates: {
          fetch: { 'CPU / fetch': one(1) },
          'ours over fetch': { 'CPU / fetch': one(overFetch) },
          'ours over ./node': { 'CPU / fetch': one(overNode) },
          'a <peer>': { 'CPU / fetch': one(2) },
        },
      },
      weight: { title: 'Weight', rounds: 1, candidates: { ours: { 'gzip, kB': one(size) } } },
    },
  };
}
