import type { CandidateName } from '../candidates/open.ts';
import { measureFresh, type Measured, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';
import { summarise, type Spread } from '../../support/statistics.ts';

const customers = 1000;
const latencyInMs = 50;
const rowsOfFleet = 5_000;
/** The concurrency of a client with default options. */
const usualConcurrency = 32;

/** A thousand customers, one call each, and the same rows from the superseding operation. */
export async function measureFleet(server: Server, { isFull }: Scale): Promise<Section> {
  const names: readonly CandidateName[] = isFull
    ? ['ours over ./node', 'ours over fetch', 'fetch']
    : ['ours over ./node', 'fetch'];
  const table: Record<string, Record<string, Spread>> = {};
  for (const name of names) {
    const row: Record<string, Spread> = {};
    for (const concurrency of isFull ? [8, 16, usualConcurrency, 64] : [usualConcurrency, 64]) {
      const one = { url: server.at({ latencyInMs }), work: 'small', count: customers, concurrency } as const;
      const each = await measureFresh(name, one, { rehearsals: [{ ...one, count: 10 * concurrency }] });
      const floorInMs = Math.ceil(customers / concurrency) * latencyInMs;
      row[`wall / floor, ${concurrency} at a time`] = single(each, 'wallInMs', floorInMs);
      if (concurrency !== usualConcurrency) continue;
      const list = {
        url: server.at({ rows: rowsOfFleet, latencyInMs }),
        work: 'walk',
        count: 1,
        concurrency: 1,
      } as const;
      const page = { ...list, url: server.at({ rows: 10_000 }), count: 3 } as const;
      const whole = await measureFresh(name, list, { rehearsals: [page] });
      row['superseding / each, wall'] = single(whole, 'wallInMs', each.get('wallInMs'));
      row['superseding / each, CPU'] = single(whole, 'cpuInMs', each.get('cpuInMs'));
    }
    table[name] = row;
  }
  return { title: `${customers} customers, ${latencyInMs} ms of latency`, rounds: 1, candidates: table };
}

function single(measured: Measured, metric: string, divisor = Number.NaN): Spread {
  return summarise([(measured.get(metric) ?? Number.NaN) / divisor]);
}
