import { drain, limit, type CandidateName } from '../candidates/open.ts';
import { measureFresh, spreadOf, type Measured, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';
import { pairRatios } from '../../support/statistics.ts';

const [few, many] = [100_000, 1_000_000];

interface Walker {
  readonly name: CandidateName;
  /** Its title in the table. Default: the candidate's name. */
  readonly title?: string;
  readonly execArgv?: readonly string[];
}

const walkers: readonly Walker[] = [
  { name: drain },
  { name: limit },
  { name: 'ours over ./node' },
  {
    name: 'ours over ./node',
    title: 'ours over ./node, small young generation',
    execArgv: ['--max-semi-space-size=1'],
  },
  { name: 'openapi-fetch' },
];
const others: readonly Walker[] = [
  { name: 'ours over fetch' },
  { name: 'fetch' },
  { name: '@azure-rest/core-client' },
];

/** Sums up a list of many pages. Each figure is from a separate process, because memory is never returned. */
export async function measureWalk(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 5 : 3;
  const chosen = isFull ? [...walkers, ...others] : walkers;
  const measured = chosen.map((walker) => ({
    ...walker,
    small: new Array<Measured>(),
    large: new Array<Measured>(),
  }));
  const walkOf = (rows: number) =>
    ({ url: server.at({ rows }), work: 'walk', count: 1, concurrency: 1 }) as const;
  const walk = ({ name, execArgv = [] }: Walker, rows: number) =>
    measureFresh(name, walkOf(rows), { execArgv, rehearsals: [walkOf(1)] });
  for (let round = 0; round < rounds; round += 1) {
    for (const walker of measured) {
      walker.small.push(await walk(walker, few));
      walker.large.push(await walk(walker, many));
    }
  }
  const largeOf = (wanted: CandidateName) => measured.find(({ name }) => name === wanted)?.large ?? [];
  const ratio = (metric: string, of: readonly Measured[], to: readonly Measured[]) =>
    pairRatios(
      of.map((one) => one.get(metric) ?? Number.NaN),
      to.map((one) => one.get(metric) ?? Number.NaN),
    );
  const table = measured.map(({ name, title = name, small, large }) => [
    title,
    {
      'CPU, ms': spreadOf(large, 'cpuInMs'),
      'CPU / limit': ratio('cpuInMs', large, largeOf(limit)),
      'wall / limit': ratio('wallInMs', large, largeOf(limit)),
      'peak, MiB': spreadOf(large, 'peakInMiB'),
      'peak / drain': ratio('peakInMiB', large, largeOf(drain)),
      'peak 10⁶ / 10⁵ rows': ratio('peakInMiB', large, small),
    },
  ]);
  return { title: 'Walk of 1,000,000 rows', rounds, candidates: Object.fromEntries(table) };
}
