import { limit, peers, type CandidateName } from '../candidates/open.ts';
import { interleave, ratioOf, spreadOf, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';

const count = 1_500;
/** Turns until the JIT compiler is done with all candidates. */
const warmUps = 16;

/** The usage of one customer, 1.7 kB, sixteen at a time over connections that stay open. */
export async function measureSmallAnswer(server: Server, { isFull }: Scale): Promise<Section> {
  const rounds = isFull ? 80 : 8;
  const names: readonly CandidateName[] = [
    limit,
    'undici.request, with our headers and a signal',
    'fetch, with our headers and a signal',
    'ours over fetch',
    'ours over ./node',
    ...peers,
  ];
  const all = await interleave(
    names,
    { url: server.at({}), work: 'small', count, concurrency: 16 },
    rounds,
    warmUps,
  );
  const references: Readonly<Record<string, CandidateName>> = {
    'CPU / limit': limit,
    'CPU / limit, same request': 'undici.request, with our headers and a signal',
    'CPU / fetch': 'fetch',
    'CPU / fetch, same request': 'fetch, with our headers and a signal',
    'CPU / azure-rest': '@azure-rest/core-client',
  };
  const table = names.map((name) => {
    const ratios = Object.entries(references).map(([metric, reference]) => [
      metric,
      ratioOf(all, 'cpuInMs', name, reference),
    ]);
    const rows = all.get(name) ?? [];
    return [
      name,
      {
        'CPU, µs': spreadOf(rows, 'cpuInMs', count / 1000),
        'wall, µs': spreadOf(rows, 'wallInMs', count / 1000),
        ...Object.fromEntries(ratios),
      },
    ];
  });
  return { title: 'Small answer: CPU of one call', rounds, candidates: Object.fromEntries(table) };
}
