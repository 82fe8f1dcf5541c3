import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Candidate } from './candidates/candidate.ts';
import { candidates, isCandidateName } from './candidates/open.ts';

/*
 * One candidate in a separate process: `worker.ts <candidate>`. Each message contains the work, the address, the
 * count and the concurrency; the answer contains the cost.
 */
const [name = ''] = process.argv.slice(2);
if (!isCandidateName(name)) throw new Error(`There is no candidate ${name}.`);
const { open } = await candidates[name]();
const opened = new Map<string, Promise<Candidate>>();
let startInMiB = peakInMiB();

function peakInMiB(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** The same candidate for the same address, so that its connections stay open. */
function at(url: string): Promise<Candidate> {
  const known = opened.get(url) ?? open(url);
  opened.set(url, known);
  return known;
}

async function run(url: string, work: string, count: number, concurrency: number) {
  const candidate = await at(url);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let [begun, result, firstRowShares] = [0, 0, 0];

  async function walk(): Promise<number> {
    const walkStartedAt = performance.now();
    let firstRowInMs = Number.NaN;
    const read = await candidate.walk(() => {
      if (Number.isNaN(firstRowInMs)) firstRowInMs = performance.now() - walkStartedAt;
    });
    firstRowShares += firstRowInMs / (performance.now() - walkStartedAt);
    return read;
  }

  const oneAfterAnother = async () => {
    while (begun < count) {
      begun += 1;
      const read = await (work === 'small' ? candidate.small() : walk());
      result += read;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, oneAfterAnother));
  const { user, system } = process.cpuUsage(cpuBefore);
  const wallInMs = performance.now() - startedAt;
  delay.disable();
  return {
    cpuInMs: (user + system) / 1000,
    wallInMs,
    firstRowShare: firstRowShares / count,
    blockedInMs: delay.max / 1e6,
    peakInMiB: peakInMiB() - startInMiB,
    result,
  };
}

process.on('message', (message: unknown) => {
  const told: object = Object(message);
  const [url, work] = ['url', 'work'].map((key) => String(Reflect.get(told, key)));
  const [count, concurrency] = ['count', 'concurrency'].map((key) => Number(Reflect.get(told, key)));
  void run(url ?? '', work ?? '', count ?? 0, concurrency ?? 0).then((measured) => {
    // Code that a client loads with its first call or list must not count.
    if (Reflect.get(told, 'isRehearsal') === true) startInMiB = peakInMiB();
    process.send?.(measured);
  });
});
process.on('disconnect', () => process.exit());
process.send?.({ isReady: 1 });
