import { execFileSync } from 'node:child_process';

const entries = ['index', 'auth/index', 'migrate/index', 'opentelemetry/listener', 'redis/index'];
const pairs = 15;

const tellCpu = 'const { user, system } = process.cpuUsage(); console.log(user + system)';

/** The CPU time, in milliseconds, of a process that runs one line and ends. */
function measureCpuInMs(line: string): number {
  const args = ['--input-type=module', '--eval', `${line}; ${tellCpu}`];
  return Number(execFileSync(process.execPath, args, { encoding: 'utf8' })) / 1_000;
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Empty and importing processes alternate, so that a busy machine slows both alike. */
function measureImport(url: string): readonly number[] {
  return Array.from({ length: pairs }, () => {
    const emptyInMs = measureCpuInMs('');
    return measureCpuInMs(`await import(${JSON.stringify(url)})`) - emptyInMs;
  });
}

console.log(
  `Node ${process.versions.node}: CPU of an import over an empty process, median of ${pairs} pairs`,
);
for (const entry of entries) {
  const costs = measureImport(new URL(`../../dist/${entry}.js`, import.meta.url).href);
  const range = `${Math.min(...costs).toFixed(1)} to ${Math.max(...costs).toFixed(1)}`;
  console.log(`${entry.padEnd(20)} ${medianOf(costs).toFixed(1)} ms (${range})`);
}
