/* Compares ways to read a list with the limit, interleaved: `run.ts <rows> <latency> <rounds> <ways…>`. */
import { describeMachine } from '../support/machine.ts';
import { ask, start } from '../support/processes.ts';
import { pairRatios, summarise, type Spread } from '../support/statistics.ts';
import { formatTable } from '../support/table.ts';

const [rowCount = '1000000', latency = '0', rounds = '5', ...chosen] = process.argv.slice(2);
const ways = [
  'limit',
  ...(chosen.length === 0 ? ['drain', 'byPage', 'byBatch', 'rows', 'wholePageRows'] : chosen),
];

type Cost = ReadonlyMap<string, number>;

const server = start('server', new URL('server.ts', import.meta.url), [rowCount, latency]);
const url = `http://127.0.0.1:${(await ask(server)).get('port')}`;

async function measure(way: string): Promise<Cost> {
  const words = [way, url, rowCount, process.env['WARM_UP'] ?? '1'];
  return ask(start('client', new URL('measure.ts', import.meta.url), words));
}

const costs = new Map<string, Cost[]>(ways.map((way) => [way, []]));
for (let round = 0; round < Number(rounds); round += 1) {
  for (const way of ways) costs.get(way)?.push(await measure(way));
}
server.disconnect();

const valuesOf = (way: string, metric: string) =>
  (costs.get(way) ?? []).map((cost) => cost.get(metric) ?? Number.NaN);
const formatRatio = ({ median, min, max }: Spread) =>
  `${median.toFixed(2)} (${min.toFixed(2)}–${max.toFixed(2)})`;
const rows = ways.map((way) => {
  const ratio = (metric: string) => formatRatio(pairRatios(valuesOf(way, metric), valuesOf('limit', metric)));
  const median = (metric: string, digits: number) => summarise(valuesOf(way, metric)).median.toFixed(digits);
  return [
    way,
    ratio('cpuInMs'),
    ratio('wallInMs'),
    median('firstRowInMs', 1),
    median('blockedInMs', 1),
    median('peakInMiB', 0),
    median('wallInMs', 0),
  ];
});
const head = ['', 'CPU / limit', 'wall / limit', 'first row, ms', 'blocked, ms', 'peak, MiB', 'wall, ms'];
console.log(`${describeMachine()}, ${rowCount} rows, ${latency} ms of latency, ${rounds} rounds`);
console.log(formatTable([head, ...rows]));
