import { monitorEventLoopDelay } from 'node:perf_hooks';
import { candidates, isCandidateName } from './candidates/open.ts';

/*
 * One candidate in a process of its own: `worker.ts <candidate> <url> small|walk`. Each message says how often to do it, and how many at a
 * time; the answer says what that took.
 */
const [name = '', url = '', work] = process.argv.slice(2);
if (!isCandidateName(name)) throw new Error(`There is no candidate ${name}.`);
const { open } = await candidates[name]();
const candidate = await open(url);
// What a client loads with its first call is no part of what a walk takes.
if (work === 'walk') await candidate.small();
const startInMiB = process.resourceUsage().maxRSS / 1024;

async function run(count: number, concurrency: number) {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  let firstRowAt = Number.NaN;
  const onFirstRow = () => {
    if (Number.isNaN(firstRowAt)) firstRowAt = performance.now();
  };
  let [begun, result] = [0, 0];
  const oneAfterAnother = async () => {
    while (begun < count) {
      begun += 1;
      const read = await (work === 'small' ? candidate.small() : candidate.walk(onFirstRow));
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
    firstRowInMs: firstRowAt - startedAt,
    blockedInMs: delay.max / 1e6,
    peakInMiB: process.resourceUsage().maxRSS / 1024 - startInMiB,
    result,
  };
}

process.on('message', (message: unknown) => {
  const [count = 0, concurrency = 0] = ['count', 'concurrency'].map((key) =>
    Number(Reflect.get(Object(message), key)),
  );
  void run(count, concurrency).then((measured) => process.send?.(measured));
});
process.on('disconnect', () => process.exit());
process.send?.({ isReady: 1 });
