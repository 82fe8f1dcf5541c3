/**
 * The cost of recording and querying a history, each goal beside the figure: `run.ts [--weeks 8] [--rows 1000000] [--samples 1]`.
 * `--full` measures 52 weeks, three samples, a walk of a million rows and a snapshot of ten million. Every figure is from a
 * separate process. Ratios are of two figures that were measured one after the other. By the clock, other load on the machine
 * counts.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeMachine } from '../support/machine.ts';
import { ask, start } from '../support/processes.ts';
import { Goals, type Times } from './goals.ts';

const { values: options } = parseArgs({
  options: {
    full: { type: 'boolean', default: false },
    weeks: { type: 'string' },
    rows: { type: 'string', default: '1000000' },
    samples: { type: 'string' },
  },
});
const rows = Number(options.rows);
const weeks = Number(options.weeks ?? (options.full ? 52 : 8));
const samples = Number(options.samples ?? (options.full ? 3 : 1));
const manyRows = 10_000_000;
const root = mkdtempSync(join(tmpdir(), 'bench-history-'));
/** The emulator has about five rows for each: a million rows, or a fifth of that. */
const customers = options.full ? 200_000 : 40_000;

async function measure(work: string, folder: string, more = '', size = rows) {
  // Not pinned to a core, because DuckDB reads with all of them.
  const words = [work, join(root, folder), String(size), more];
  const figures = await ask(start(undefined, new URL('measure.ts', import.meta.url), words));
  const of = (name: string) => figures.get(name) ?? Number.NaN;
  return {
    value: of('value'),
    seconds: of('seconds'),
    cpu: of('cpuSeconds'),
    peak: of('peakInMiB'),
    cpuOfQuestion: of('cpuOfQuestion'),
  };
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

const goals = new Goals();

/** Figures that are compared are measured together in `take`, so that other load on the machine slows all of them. */
async function sample<Figures>(take: () => Promise<Figures>, times = samples): Promise<readonly Figures[]> {
  const taken: Figures[] = [];
  for (let count = 0; count < times; count += 1) taken.push(await take());
  return taken;
}

async function tellRecording(): Promise<void> {
  const generated = await measure('generate', 'one');
  const samplesOf = await sample(async () => {
    rmSync(join(root, 'one'), { recursive: true, force: true });
    const recorded = await measure('record', 'one', '1');
    await measure('export', 'one');
    return {
      recorded,
      toFile: await measure('csvToFile', 'one'),
      toParquet: await measure('csvToParquet', 'one'),
      toMemory: await measure('csvToMemory', 'one'),
    };
  });
  const readers = [
    ['into a table of a file', 'toFile', { of: 'clock', atLeast: 2 }],
    ['into a Parquet file', 'toParquet', undefined],
    ['into a table in memory, which is lost', 'toMemory', undefined],
  ] as const;
  for (const [where, name, bound] of readers)
    goals.tellRatio(
      `recording rows: speed ÷ of DuckDB reading CSV ${where}`,
      bound,
      samplesOf.map(({ recorded, [name]: read }) => [read, without(recorded, generated)]),
    );
  goals.tellTimes('generating the rows, left out above, s', undefined, generated);
  goals.tell(
    'peak memory of recording, MiB',
    350,
    Math.max(...samplesOf.map(({ recorded }) => recorded.peak)),
    `generating the rows ${generated.peak.toFixed(0)}`,
  );
  goals.tell('bytes a row on disk', 4, samplesOf[0]?.recorded.value ?? Number.NaN);
  goals.tell('rows that differ when read back', 0, (await measure('compare', 'one')).value);
  if (!options.full) return;
  const many = await measure('record', 'large', '1', manyRows);
  const of = `${manyRows.toLocaleString('en')} rows in ${many.seconds.toFixed(1)} s, CPU ${many.cpu.toFixed(1)} s`;
  goals.tell('peak memory of recording ten times the rows, MiB', 800, many.peak, of);
  rmSync(join(root, 'large'), { recursive: true });
}

function without(whole: Times, part: Times): Times {
  return { seconds: whole.seconds - part.seconds, cpu: whole.cpu - part.cpu };
}

async function tellWalk(): Promise<void> {
  const server = start(undefined, new URL('server.ts', import.meta.url), [String(customers)]);
  const url = `http://127.0.0.1:${(await ask(server)).get('port')}`;
  await measure('walk', 'walked', url);
  const pairs = await sample(
    async () => {
      rmSync(join(root, 'walked'), { recursive: true, force: true });
      return [await measure('walkAndRecord', 'walked', url), await measure('walk', 'walked', url)] as const;
    },
    // Two short programs, which vary more than the others.
    samples * 2 - 1,
  );
  server.disconnect();
  const read = `${(pairs[0]?.[1].value ?? 0).toLocaleString('en')} rows over HTTP`;
  goals.tellRatio(`walking and recording ÷ walking, ${read}`, { of: 'CPU', atMost: 1.5 }, pairs);
  goals.tell(
    'peak memory of walking and recording, MiB',
    350,
    Math.max(...pairs.map(([recording]) => recording.peak)),
    `walking ${Math.max(...pairs.map(([, walking]) => walking.peak)).toFixed(0)}`,
  );
}

async function tellQuestions(): Promise<void> {
  const recorded = await measure('record', 'many', String(weeks));
  const of = `${(rows * weeks).toLocaleString('en')} rows in ${weeks} files`;
  for (const [work, goal] of [
    ['trend', 1.5],
    ['changes', 0.4],
    ['customer', 0.15],
  ] as const) {
    const { value, peak, cpuOfQuestion } = await measure(work, 'many');
    const times = { seconds: value / 1_000, cpu: cpuOfQuestion / 1_000 };
    goals.tellTimes(
      `${work} of ${of}, s`,
      { of: 'clock', atMost: goal },
      times,
      `peak ${peak.toFixed(0)} MiB`,
    );
  }
  goals.tellTimes('recording them, with generating the rows, s', undefined, recorded);
}

async function tellStart(): Promise<void> {
  const demos = await sample(async () => {
    rmSync(join(root, 'demo'), { recursive: true, force: true });
    return await measure('demo', 'demo');
  });
  const [best] = demos.toSorted((left, right) => left.cpu - right.cpu);
  if (best !== undefined)
    goals.tellTimes('26 weeks of the demonstration, s', { of: 'clock', atMost: 1 }, best);
  const history = importCost(import.meta.resolve('../../../packages/history/dist/index.js')) * 1_000;
  goals.tell(
    'import of the history, CPU ms',
    20,
    history,
    `with DuckDB ${(importCost('@duckdb/node-api') * 1_000).toFixed(0)}`,
  );
}

try {
  console.log(`${describeMachine()}; ${rows.toLocaleString('en')} rows a snapshot, ${weeks} snapshots`);
  for (const part of [tellRecording, tellWalk, tellQuestions, tellStart]) await part();
} finally {
  console.log(String(goals));
  rmSync(root, { recursive: true });
}
