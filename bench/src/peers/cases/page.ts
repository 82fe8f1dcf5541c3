import { limit, peers, type CandidateName } from '../candidates/open.ts';
import { interleave, ratioOf, spreadOf, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';

/** Enough in a row for each candidate to collect its garbage. */
const count = 8;

/** A list of one page of 10,000 rows, about 4 MB. */
export async function measurePage(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 40 : 10;
  const names: readonly CandidateName[] = [limit, 'ours over fetch', 'ours over ./node', ...peers];
  const work = { url: server.at({ rows: 10_000 }), work: 'walk', count, concurrency: 1 } as const;
  const all = await interleave(names, work, rounds, 4);
  const table = names.map((name) => {
    const measured = all.get(name) ?? [];
    return [
      name,
      {
        'CPU, ms': spreadOf(measured, 'cpuInMs', count),
        'CPU / limit': ratioOf(all, 'cpuInMs', name, limit),
        'wall / limit': ratioOf(all, 'wallInMs', name, limit),
        'first row / page': spreadOf(measured, 'firstRowShare'),
        'blocked, ms': spreadOf(measured, 'blockedInMs'),
      },
    ];
  });
  return { title: 'One page of 10,000 rows', rounds, candidates: Object.fromEntries(table) };
}
