import { limit, peers, type CandidateName } from '../candidates/open.ts';
import { interleave, ratioOf, spreadOf, valuesOf, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';
import { summarise } from '../statistics.ts';

/** A list of one page of 10,000 rows, about 4 MB. */
export async function measurePage(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 80 : 20;
  const names: readonly CandidateName[] = [limit, 'ours over fetch', 'ours over ./node', ...peers];
  const work = { url: server.at({ rows: 10_000 }), work: 'walk', count: 1, concurrency: 1 } as const;
  const all = await interleave(names, work, rounds, 20);
  const table = names.map((name) => {
    const measured = all.get(name) ?? [];
    const walls = valuesOf(measured, 'wallInMs');
    const firstRows = valuesOf(measured, 'firstRowInMs').map(
      (first, round) => first / (walls[round] ?? Number.NaN),
    );
    return [
      name,
      {
        'CPU, ms': spreadOf(measured, 'cpuInMs'),
        'CPU / limit': ratioOf(all, 'cpuInMs', name, limit),
        'wall / limit': ratioOf(all, 'wallInMs', name, limit),
        'first row / page': summarise(firstRows),
        'blocked, ms': spreadOf(measured, 'blockedInMs'),
      },
    ];
  });
  return { title: 'One page of 10,000 rows', rounds, candidates: Object.fromEntries(table) };
}
