import type { CandidateName } from '../candidates/open.ts';
import { measureFresh, type Server } from '../measure.ts';
import type { Scale, Section } from '../results.ts';
import { summarise, type Spread } from '../../support/statistics.ts';

const latencyInMs = 10;

/** More calls than the service accepts, in real time. The strategies themselves are tested in virtual time. */
export async function measureThrottling(server: Server, { isFull }: Scale): Promise<Section> {
  const [calls, perSecond] = isFull ? [1000, 51] : [300, 53];
  const names: readonly CandidateName[] = ['ours over fetch', 'fetch, sleeping each Retry-After'];
  const table: Record<string, Record<string, Spread>> = {};
  for (const [index, name] of names.entries()) {
    await server.counts();
    // Each has a bucket of its own.
    const url = server.at({ latencyInMs, perSecond: perSecond + index });
    const measured = await measureFresh(name, { url, work: 'small', count: calls, concurrency: 64 });
    const counts = await server.counts();
    const floorInMs = ((calls - perSecond - index) / (perSecond + index)) * 1000;
    table[name] = {
      'wall / floor': summarise([(measured.get('wallInMs') ?? Number.NaN) / floorInMs]),
      '429s per 1000': summarise([((counts.get('refused') ?? Number.NaN) / calls) * 1000]),
    };
  }
  return {
    title: `${calls} calls where ${perSecond} a second are let through`,
    rounds: 1,
    candidates: table,
  };
}
