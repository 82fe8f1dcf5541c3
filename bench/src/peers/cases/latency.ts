import { limit, type CandidateName } from '../candidates/open.ts';
import { interleave, ratioOf, spreadOf, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';

/** The same list with 50 ms of latency: the gain from requesting pages ahead. */
export async function measureLatency(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 7 : 2;
  const rows = isFull ? 1_000_000 : 200_000;
  const names: readonly CandidateName[] = [
    limit,
    'ours, one page ahead',
    'ours, four pages ahead',
    'openapi-fetch',
  ];
  const work = { url: server.at({ rows, latencyInMs: 50 }), work: 'walk', count: 1, concurrency: 1 } as const;
  const all = await interleave(names, work, rounds);
  const table = names.map((name) => [
    name,
    {
      'wall, ms': spreadOf(all.get(name) ?? [], 'wallInMs'),
      'wall / limit': ratioOf(all, 'wallInMs', name, limit),
      'peak, MiB': spreadOf(all.get(name) ?? [], 'peakInMiB'),
    },
  ]);
  const title = `Walk of ${rows.toLocaleString('en')} rows, 50 ms of latency`;
  return { title, rounds, candidates: Object.fromEntries(table) };
}
