/**
 * The cost of recording and querying a history: `run.ts [--weeks 8] [--rows 1000000] [--samples 1]`. `--full` measures 52
 * weeks, three samples and a snapshot of ten million rows. Every figure is from a separate process. Goals are ratios of two
 * figures of one run, except those for bytes, memory, questions and the demonstration.
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
const customers = 40_000;

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

const table: (readonly string[])[] = [['', 'goal', 'reached', 'of']];
function tell(what: string, goal: number, reached: number, of: string, atLeast = false): void {
  const isReached = atLeast ? reached >= goal : reached <= goal;
  table.push([what, `${atLeast ? '≥' : '≤'} ${goal}`, `${reached.toFixed(2)}${isReached ? '' : ' ✗'}`, of]);
}

/** Reports the median of the sampled ratios. */
function tellRatio(
  what: string,
  goal: number,
  pairs: readonly (readonly [number, number])[],
  atLeast = false,
): void {
  const ratios = pairs.map(([above, below]) => above / below).sort((left, right) => left - right);
  const of = pairs.map(([above, below]) => `${above.toFixed(2)} ÷ ${below.toFixed(2)}`).join(', ');
  tell(what, goal, ratios[Math.floor(ratios.length / 2)] ?? Number.NaN, `${of} s`, atLeast);
}

/** Figures that are compared are measured together in `take`, so that other load on the machine slows all of them. */
async function sample<Figures>(take: () => Promise<Figures>): Promise<readonly Figures[]> {
  const taken: Figures[] = [];
  for (let count = 0; count < samples; count += 1) taken.push(await take());
  return taken;
}

async function tellRecording(): Promise<void> {
  const generated = await measure('generate', 'one');
  const pairs = await sample(async () => {
    rmSync(join(root, 'one'), { recursive: true, force: true });
    const recorded = await measure('record', 'one', '1');
    await measure('export', 'one');
    return { recorded, csv: await measure('csv', 'one') };
  });
  const net = (name: 'seconds' | 'cpu') =>
    pairs.map(({ csv, recorded }) => [csv[name], recorded[name] - generated[name]] as const);
  const making = `without generating the rows (${generated.cpu.toFixed(2)} s)`;
  tellRatio(`CPU of DuckDB reading CSV ÷ of recording, ${making}`, 2, net('cpu'), true);
  tellRatio('the same in wall time', 2, net('seconds'), true);
  tell(
    'peak memory of recording, MiB',
    350,
    Math.max(...pairs.map(({ recorded }) => recorded.peak)),
    `generating the rows ${generated.peak.toFixed(0)}`,
  );
  tell('bytes a row on disk', 4, pairs[0]?.recorded.value ?? Number.NaN, '');
  tell('rows that differ when read back', 0, (await measure('compare', 'one')).value, '');
  if (!options.full) return;
  const many = await measure('record', 'large', '1', manyRows);
  const of = `${manyRows.toLocaleString('en')} rows, CPU ${many.cpu.toFixed(1)} s`;
  tell('peak memory of recording them, MiB', 800, many.peak, of);
  rmSync(join(root, 'large'), { recursive: true });
}

async function tellWalk(): Promise<void> {
  const server = start(undefined, new URL('server.ts', import.meta.url), [String(customers)]);
  const url = `http://127.0.0.1:${(await ask(server)).get('port')}`;
  await measure('walk', 'walked', url);
  const pairs = await sample(async () => {
    rmSync(join(root, 'walked'), { recursive: true, force: true });
    return {
      recorded: await measure('walkAndRecord', 'walked', url),
      walked: await measure('walk', 'walked', url),
    };
  });
  server.disconnect();
  const cpu = pairs.map(({ recorded, walked }) => [recorded.cpu, walked.cpu] as const);
  tellRatio(
    `CPU of walking and recording ÷ of walking, ${customers.toLocaleString('en')} customers`,
    1.5,
    cpu,
  );
}

async function tellQuestions(): Promise<void> {
  const { cpu } = await measure('record', 'many', String(weeks));
  const of = `${(rows * weeks).toLocaleString('en')} rows`;
  for (const [work, goal] of [
    ['trend', 1_500],
    ['changes', 400],
    ['customer', 150],
  ] as const) {
    const { value, peak, cpuOfQuestion } = await measure(work, 'many');
    tell(
      `${work} of ${of}, ms`,
      goal,
      value,
      `CPU ${cpuOfQuestion.toFixed(0)} ms, peak ${peak.toFixed(0)} MiB`,
    );
  }
  table.push(['recording them, CPU s', '', cpu.toFixed(1), 'with generating the rows']);
}

async function tellStart(): Promise<void> {
  const demos = await sample(async () => {
    rmSync(join(root, 'demo'), { recursive: true, force: true });
    return await measure('demo', 'demo');
  });
  const [best] = demos.toSorted((left, right) => left.cpu - right.cpu);
  tell(
    '26 weeks of the demonstration, CPU s',
    1,
    best?.cpu ?? Number.NaN,
    `wall ${best?.seconds.toFixed(2)} s`,
  );
  const history = importCost(import.meta.resolve('../../../packages/history/dist/index.js')) * 1_000;
  tell('import, CPU ms', 20, history, `with DuckDB ${(importCost('@duckdb/node-api') * 1_000).toFixed(0)}`);
}

try {
  console.log(`${describeMachine()}; ${rows.toLocaleString('en')} rows a snapshot, ${weeks} snapshots`);
  for (const part of [tellRecording, tellWalk, tellQuestions, tellStart]) await part();
} finally {
  if (table.length > 1) console.log(formatTable(table));
  rmSync(root, { recursive: true });
}
