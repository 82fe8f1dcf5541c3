/* Ways over a list against the limit, interleaved: `node bench/pages/run.ts <rows> <latency> <rounds> <ways...>`. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';

interface Cost {
  readonly cpuInMs: number;
  readonly wallInMs: number;
  readonly firstRowInMs: number;
  readonly blockedInMs: number;
  readonly peakInMiB: number;
}

const [rowCount = '1000000', latency = '0', rounds = '5', ...chosen] = process.argv.slice(2);
const ways = [
  'limit',
  ...(chosen.length === 0 ? ['drain', 'byPage', 'byBatch', 'rows', 'wholePageRows'] : chosen),
];
/** Where there are two cores, the server has one and the client the other. */
const pinned = (core: number) =>
  availableParallelism() > 1 ? { execPath: 'taskset', execArgv: ['-c', String(core), process.execPath] } : {};

const server = fork(new URL('server.ts', import.meta.url), [rowCount, latency], pinned(0));
const [address]: { readonly port: number }[] = await once(server, 'message');

async function measure(way: string): Promise<Cost> {
  const child = fork(
    new URL('measure.ts', import.meta.url),
    [way, `http://127.0.0.1:${address?.port}`, rowCount, process.env['WARM_UP'] ?? '1'],
    pinned(1),
  );
  const [cost]: Cost[] = await once(child, 'message');
  if (cost === undefined) throw new Error(`${way} told nothing.`);
  return cost;
}

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

const costs = new Map<string, Cost[]>(ways.map((way) => [way, []]));
for (let round = 0; round < Number(rounds); round += 1) {
  for (const way of ways) costs.get(way)?.push(await measure(way));
}
const limit = costs.get('limit') ?? [];
console.log(
  `Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}, ${rowCount} rows, ${latency} ms latency, ${rounds} rounds`,
);
for (const [way, measured] of costs) {
  const ratios = (of: (cost: Cost) => number) =>
    measured.map((cost, round) => of(cost) / of(limit[round] ?? cost));
  const told = (values: readonly number[]) =>
    `${median(values).toFixed(2)} (${Math.min(...values).toFixed(2)} to ${Math.max(...values).toFixed(2)})`;
  console.log(
    [
      way.padEnd(16),
      `cpu ${told(ratios((cost) => cost.cpuInMs))}`,
      `wall ${told(ratios((cost) => cost.wallInMs))}`,
      `first row ${median(measured.map((cost) => cost.firstRowInMs)).toFixed(1)} ms`,
      `blocked ${median(measured.map((cost) => cost.blockedInMs)).toFixed(1)} ms`,
      `peak ${median(measured.map((cost) => cost.peakInMiB)).toFixed(0)} MiB`,
      `wall ${median(measured.map((cost) => cost.wallInMs)).toFixed(0)} ms`,
    ].join('  '),
  );
}
server.disconnect();
server.kill();
