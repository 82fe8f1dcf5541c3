/*
 * The most memory that comparing and scanning take, by the number of rows: `node bench/migrate/run.ts [rows…]`. Client and server
 * are processes of their own, a new one for each figure. The figures hold for the machine and the load that are printed with them.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10_000, 100_000, 1_000_000];
const works = ['compareFleetUsage', 'comparePartnerUsage', 'listCustomerUsage', 'scanCustomerUsage'];

/**
 * A heap that can't grow: what is measured is what is held, not what the collector has put off. What held more as there are more
 * rows would end out of memory.
 */
const heap = ['--max-semi-space-size=1', '--max-old-space-size=40'];

function start(program: string, words: readonly string[]) {
  const path = fileURLToPath(new URL(program, import.meta.url));
  return fork(path, words, { execArgv: heap });
}

async function measure(work: string, rows: number) {
  const server = start('server.ts', [String(rows)]);
  const [address]: { port: number }[] = await once(server, 'message');
  const client = start('measure.ts', [work, `http://127.0.0.1:${address?.port}`, String(rows)]);
  const [figures]: { seconds: number; peakInMiB: number }[] = await Promise.race([
    once(client, 'message'),
    once(client, 'exit').then(() => []),
  ]);
  server.disconnect();
  if (figures === undefined) throw new Error(`${work} of ${rows} rows has failed.`);
  return figures;
}

const load = loadavg().map((value) => value.toFixed(1));
console.log(
  `Node ${process.version} ${heap.join(' ')}, load ${load.join(' ')}; peak memory and time by rows`,
);
for (const work of works) {
  const peaks: number[] = [];
  const cells: string[] = [];
  for (const rows of sizes) {
    const { seconds, peakInMiB } = await measure(work, rows);
    peaks.push(peakInMiB);
    cells.push(`${rows.toLocaleString('en')}: ${peakInMiB.toFixed(0)} MiB, ${seconds.toFixed(1)} s`);
  }
  const growth = Math.max(...peaks) / Math.min(...peaks);
  console.log(`${work.padEnd(20)} ${cells.join('   ')}   largest / smallest ${growth.toFixed(2)}`);
}
