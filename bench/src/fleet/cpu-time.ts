import { readFile } from 'node:fs/promises';

/**
 * The CPU time of this process and of all its children that have ended, in seconds; NaN if the system does not report
 * it.
 */
export async function readCpuInSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
  // The name of the program, in parentheses, may contain anything. The times are the 12th to the 15th field after it.
  const ticks = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 15);
  return ticks.reduce((sum, each) => sum + Number(each), ticks.length === 4 ? 0 : Number.NaN) / 100;
}
