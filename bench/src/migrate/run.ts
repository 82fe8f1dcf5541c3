/*
 * The peak memory of comparing and scanning, by the number of rows: `run.ts [rows…]`. Client and server are separate
 * processes, with new ones for each figure. The figures are valid for the machine and the load that are printed with
 * them.
 */
import { describeMachine } from '../support/machine.ts';
import { ask, start } from '../support/processes.ts';
import { formatTable } from '../support/table.ts';

const given = process.argv.slice(2).map(Number);
const sizes = given.length > 0 ? given : [10_000, 100_000, 1_000_000];
const works = ['compareFleetUsage', 'comparePartnerUsage', 'listCustomerUsage', 'scanCustomerUsage'];

/**
 * A heap that can't grow, so that the peak is live memory rather than uncollected garbage. A program whose memory
 * grows with the rows would run out of memory.
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
