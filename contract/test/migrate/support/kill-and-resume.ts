import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('scan-process.ts', import.meta.url));

export interface KilledScan {
  /** The output of an undisturbed scan. */
  readonly undisturbed: string;
  /** The output of the scan that was killed repeatedly. */
  readonly resumed: string;
  /** How many lines there were at each kill, and whether the last one was cut short. */
  readonly kills: readonly { readonly lines: number; readonly wasCut: boolean }[];
}

/** Scans a fleet once undisturbed, and once with `kills` kills by SIGKILL, each followed by a resumption. */
export async function killAndResume(
  kills: number,
  customers: number,
  random: () => number,
): Promise<KilledScan> {
  const folder = await mkdtemp(join(tmpdir(), 'scan-'));
  try {
    const [peaceful, disturbed] = [join(folder, 'peaceful.ndjson'), join(folder, 'disturbed.ndjson')];
    await scan(peaceful, customers);
    const states: KilledScan['kills'][number][] = [];
    const most = Math.floor((1.6 * customers) / (kills + 1));
    for (let kill = 0; kill < kills; kill += 1) {
      await scan(disturbed, customers, Math.floor(most * random()));
      const text = await readFile(disturbed, 'utf8').catch(() => '');
      states.push({ lines: text.split('\n').length - 1, wasCut: text !== '' && !text.endsWith('\n') });
    }
    await scan(disturbed, customers);
    const [undisturbed, resumed] = await Promise.all([
      readFile(peaceful, 'utf8'),
      readFile(disturbed, 'utf8'),
    ]);
    return { undisturbed, resumed, kills: states };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Runs a scan to its end, or kills it once it has saved more than this many customers. */
async function scan(journal: string, customers: number, killAfter = Infinity): Promise<void> {
  const child = spawn(process.execPath, [program, journal, String(customers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let saved = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    saved += text.split('.').length - 1;
    if (saved > killAfter) child.kill('SIGKILL');
  });
  await once(child, 'close');
  if (child.signalCode !== 'SIGKILL' && child.exitCode !== 0) {
    throw new Error(`The scan ended with ${child.exitCode}.`);
  }
}
