/*
 * The most memory that comparing and scanning take, by the number of rows: `run.ts [rows…]`. Client and server are processes of their
 * own, a new one for each figure. The figures hold for the machine and the load that are printed with them.
 */
import { describeMachine } from '../support/machine.ts';
import { ask, start } from '../support/processes.ts';
import { formatTable } from '../support/table.ts';

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10_000, 100_000, 1_000_000];
const works = ['compareFleetUsage', 'comparePartnerUsage', 'listCustomerUsage', 'scanCustomerUsage'];

/**
 * A heap that can't grow: what is measured is what is held, not what the collector has put off. What held more as there are more
 * rows would end out of memory.
 */
const heap = ['--max-semi-space-size=1', '--max-old-space-size=40'];

async function measure(work: string, rows: number) {
  const server = start('server', new URL('server.ts', import.meta.url), [String(rows)], heap);
  try {
    const url = `http://127.0.0.1:${(await ask(server)).get('port')}`;
    const words = [work, url, String(rows)];
    const figures = await ask(start('client', new URL('measure.ts', import.meta.url), words, heap));
    return {
      seconds: figures.get('seconds') ?? Number.NaN,
      peakInMiB: figures.get('peakInMiB') ?? Number.NaN,
    };
  } finally {
    server.disconnect();
  }
}

console.log(`${describeMachine()}, ${heap.join(' ')}; peak memory and time by rows`);
const table: (readonly string[])[] = [
  ['', ...sizes.map((rows) => rows.toLocaleString('en')), 'largest / smallest'],
];
for (const work of works) {
  const peaks: number[] = [];
  const cells: string[] = [];
  for (const rows of sizes) {
    const { seconds, peakInMiB } = await measure(work, rows);
    peaks.push(peakInMiB);
    cells.push(`${peakInMiB.toFixed(0)} MiB, ${seconds.toFixed(1)} s`);
  }
  table.push([work, ...cells, (Math.max(...peaks) / Math.min(...peaks)).toFixed(2)]);
}
console.log(formatTable(table));
