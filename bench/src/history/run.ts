/*
 * The cost of recording and querying a history: `run.ts [--weeks 52] [--rows 1000000]`. Every figure is from a
 * separate process, and every goal except bytes and memory is a ratio of two figures of one run.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../support/machine.ts';
import { ask, start } from '../support/processes.ts';
import { formatTable } from '../support/table.ts';

const { values: options } = parseArgs({
  options: { weeks: { type: 'string', default: '8' }, rows: { type: 'string', default: '1000000' } },
});
const rows = Number(options.rows);
const weeks = Number(options.weeks);
const root = mkdtempSync(join(tmpdir(), 'bench-history-'));
const customers = 40_000;

async function measure(work: string, folder: string, more = '') {
  // Not pinned to a core, because DuckDB reads with all of them.
  const words = [work, join(root, folder), String(rows), more];
  const figures = await ask(start(undefined, new URL('measure.ts', import.meta.url), words));
  const of = (name: string) => figures.get(name) ?? Number.NaN;
  return { value: of('value'), seconds: of('seconds'), cpu: of('cpuSeconds'), peak: of('peakInMiB') };
}

/** The CPU seconds for loading a built module, above those of an empty program. */
function importCost(specifier: string): number {
  const cpu = (code: string) =>
    Number(
      execFileSync(
        process.execPath,
        [
          '--input-type=module',
          '-e',
          `${code};const { user, system } = process.cpuUsage();console.log(user + system)`,
        ],
        { cwd: new URL('.', import.meta.url), encoding: 'utf8' },
      ),
    );
  const runs = Array.from({ length: 5 }, () => cpu(`await import('${specifier}')`) - cpu(''));
  return Math.min(...runs) / 1e6;
}

const table: (readonly string[])[] = [['', 'goal', 'reached', 'of']];
function tell(what: string, goal: number, reached: number, of: string, atLeast = false): void {
  const isReached = atLeast ? reached >= goal : reached <= goal;
  table.push([what, `${atLeast ? '≥' : '≤'} ${goal}`, `${reached.toFixed(2)}${isReached ? '' : ' ✗'}`, of]);
}

try {
  console.log(`${describeMachine()}; ${rows.toLocaleString('en')} rows a snapshot, ${weeks} snapshots`);
  const generated = await measure('generate', 'one');
  const recorded = await measure('record', 'one', '1');
  await measure('export', 'one');
  const csv = await measure('csv', 'one');
  const seconds = `${recorded.seconds.toFixed(2)} s, CPU ${recorded.cpu.toFixed(2)} s (making the rows ${generated.cpu.toFixed(2)} s); CSV ${csv.seconds.toFixed(2)} s, CPU ${csv.cpu.toFixed(2)} s`;
  tell('speed of recording ÷ of DuckDB reading CSV', 2, csv.seconds / recorded.seconds, seconds, true);
  tell('the same in CPU', 2, csv.cpu / recorded.cpu, '', true);
  tell('peak memory of recording, MiB', 350, recorded.peak, `making the rows ${generated.peak.toFixed(0)}`);
  tell('bytes a row on disk', 4, recorded.value, '');
  tell('rows that differ when they are read back', 0, (await measure('compare', 'one')).value, '');

  const server = start(undefined, new URL('server.ts', import.meta.url), [String(customers)]);
  const url = `http://127.0.0.1:${(await ask(server)).get('port')}`;
  await measure('walk', 'walked', url);
  const walk = await measure('walk', 'walked', url);
  const walked = await measure('walkAndRecord', 'walked', url);
  server.disconnect();
  tell(
    'CPU of walking and recording ÷ of walking',
    1.5,
    walked.cpu / walk.cpu,
    `${walked.value.toLocaleString('en')} rows, ${walk.cpu.toFixed(2)} and ${walked.cpu.toFixed(2)} s`,
  );

  await measure('record', 'many', String(weeks));
  for (const [work, goal] of [
    ['trend', 1_500],
    ['changes', 400],
    ['customer', 150],
  ] as const) {
    const { value, peak } = await measure(work, 'many');
    tell(`${work}, ms`, goal, value, `peak ${peak.toFixed(0)} MiB`);
  }
  tell(
    'import, CPU ms',
    20,
    importCost(import.meta.resolve('../../../packages/history/dist/index.js')) * 1_000,
    `with DuckDB ${(importCost('@duckdb/node-api') * 1_000).toFixed(0)}`,
  );
  console.log(formatTable(table));
} finally {
  rmSync(root, { recursive: true });
}
