import { drain, limit, type CandidateName } from '../candidates/open.ts';
import { interleave, ratioOf, spreadOf, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';

/** One page over a line of 100 Mbit/s: a client that reads as bytes arrive is done with the last byte. */
export async function measureLine(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 20 : 5;
  const names: readonly CandidateName[] = [drain, 'ours over ./node', 'ours over fetch', limit, 'fetch'];
  const url = server.at({ rows: 10_000, megabitsPerSecond: 100 });
  const all = await interleave(names, { url, work: 'walk', count: 1, concurrency: 1 }, rounds, 3);
  const table = names.map((name) => [
    name,
    {
      'wall, ms': spreadOf(all.get(name) ?? [], 'wallInMs'),
      'wall / drain': ratioOf(all, 'wallInMs', name, drain),
    },
  ]);
  return { title: 'One page over 100 Mbit/s', rounds, candidates: Object.fromEntries(table) };
}
