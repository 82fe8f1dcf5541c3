import { limit, type CandidateName } from '../candidates/open.ts';
import { measureFresh, spreadOf, type Measured, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';
import { pairRatios } from '../statistics.ts';

const few = 100_000;

/** A list of many pages, summed up; each figure from a process of its own, for memory is never given back. */
export async function measureWalk(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 5 : 1;
  const names: readonly CandidateName[] = isFull
    ? [limit, 'ours over fetch', 'ours over ./node', 'fetch', 'openapi-fetch', '@azure-rest/core-client']
    : [limit, 'ours over ./node', 'openapi-fetch'];
  const walk = (name: CandidateName, rows: number) =>
    measureFresh(name, { url: server.at({ rows }), work: 'walk', count: 1, concurrency: 1 });
  const small = new Map<CandidateName, Measured[]>(names.map((name) => [name, []]));
  const large = new Map<CandidateName, Measured[]>(names.map((name) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) {
      small.get(name)?.push(await walk(name, few));
      large.get(name)?.push(await walk(name, 1_000_000));
    }
  }
  const ratio = (metric: string, of: readonly Measured[] = [], to: readonly Measured[] = []) =>
    pairRatios(
      of.map((measured) => measured.get(metric) ?? Number.NaN),
      to.map((measured) => measured.get(metric) ?? Number.NaN),
    );
  const table = names.map((name) => [
    name,
    {
      'CPU, ms': spreadOf(large.get(name) ?? [], 'cpuInMs'),
      'CPU / limit': ratio('cpuInMs', large.get(name), large.get(limit)),
      'wall / limit': ratio('wallInMs', large.get(name), large.get(limit)),
      'peak, MiB': spreadOf(large.get(name) ?? [], 'peakInMiB'),
      'peak 10⁶ / 10⁵ rows': ratio('peakInMiB', large.get(name), small.get(name)),
    },
  ]);
  return { title: 'Walk of 1,000,000 rows', rounds, candidates: Object.fromEntries(table) };
}
