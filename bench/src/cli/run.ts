import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeMachine } from '../support/machine.ts';
import { summarise } from '../support/statistics.ts';
import { formatTable } from '../support/table.ts';

/*
 * The peak memory of `usage --format csv` at ten thousand, a hundred thousand and a million rows. The emulator and
 * the program run in separate processes. The numbers are valid for the machine and the load that are printed with
 * them.
 *
 * By default, the garbage collector lets a heap grow before it runs, and a short run ends before it does. So each
 * size is measured with the default heap and with a small one, where the peaks, each the median of three, must be
 * alike. With the small heap, the C library also uses one arena instead of several per processor, because unused
 * memory in them grows with the load of the machine.
 */

/** Numbers of customers with about ten thousand, a hundred thousand and a million rows. */
const sizes = process.argv.slice(2).map(Number);
const fleets = sizes.length > 0 ? sizes : [1_950, 19_500, 195_000];
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=2'];
const oneArena = { MALLOC_ARENA_MAX: '1' };
const allowedGrowth = 0.15;

const program = binOf('@licenses-usage/cli/package.json');
const emulator = binOf('@licenses-usage/emulator/package.json');
const tellPeak = `data:text/javascript,${encodeURIComponent(
  `process.once('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'));`,
)}`;

function binOf(manifest: string): string {
  return fileURLToPath(new URL('src/bin.ts', import.meta.resolve(manifest)));
}

interface Measured {
  readonly rows: number;
  readonly seconds: number;
  readonly peakInMiB: number;
  readonly writtenInMiB: number;
}

async function measure(customers: number, folder: string, flags: readonly string[]): Promise<Measured> {
  const server = spawn(
    process.execPath,
    [emulator, '--customers', String(customers), '--port', '0', '--quiet'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  try {
    const url = await addressOf(server.stdout);
    const out = join(folder, 'usage.csv');
    const started = performance.now();
    const child = spawn(
      process.execPath,
      [...flags, '--import', tellPeak, program, 'usage', '--format', 'csv', '--out', out, '--base-url', url],
      {
        env: { ...process.env, ...(flags === smallHeap && oneArena), PARTNER_CENTER_TOKEN: 'bench' },
        stdio: ['ignore', 'inherit', 'pipe'],
      },
    );
    let error = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (error += text));
    await once(child, 'close');
    const [, peak] = /^peak (\d+)$/m.exec(error) ?? [];
    const [, rows] = /^([\d,]+) rows written/m.exec(error) ?? [];
    if (child.exitCode !== 0 || peak === undefined || rows === undefined) throw new Error(error);
    return {
      rows: Number(rows.replaceAll(',', '')),
      seconds: (performance.now() - started) / 1000,
      peakInMiB: Number(peak) / 1024,
      writtenInMiB: (await stat(out)).size / 2 ** 20,
    };
  } finally {
    server.kill();
  }
}

async function addressOf(output: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of output) {
    text += chunk.toString();
    const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(text) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The emulator did not start: ${text}`);
}

const folder = await mkdtemp(join(tmpdir(), 'licenses-usage-bench-'));
try {
  console.log(describeMachine());
  const peaks: number[] = [];
  const table: (readonly string[])[] = [['rows', 'written', 'time', 'peak', 'peak in a small heap']];
  for (const customers of fleets) {
    const free = await measure(customers, folder, []);
    const tight: number[] = [];
    for (const _ of [1, 2, 3]) tight.push((await measure(customers, folder, smallHeap)).peakInMiB);
    const { median } = summarise(tight);
    peaks.push(median);
    table.push([
      free.rows.toLocaleString('en'),
      `${free.writtenInMiB.toFixed(1)} MiB`,
      `${free.seconds.toFixed(1)} s`,
      `${free.peakInMiB.toFixed(0)} MiB`,
      `${median.toFixed(0)} MiB`,
    ]);
  }
  console.log(formatTable(table));
  const growth = Math.max(...peaks) / Math.min(...peaks) - 1;
  console.log(`In the small heap, the highest peak is ${(100 * growth).toFixed(0)} % above the lowest.`);
  if (growth > allowedGrowth) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true });
}
