/*
 * In virtual time, which is exact and the same on every machine. First, fleets with random refusals, or with a limit
 * that is shared with others. Then fleets under a limit of 100 calls a second, 50 ms each, beside the earlier
 * throttle (see before.ts).
 *
 * `run.ts [calls…] [words…]`: only these numbers of calls, and only rows whose name contains all the words, such as
 * `5000 bucket`.
 */
import { blocking, fixedWindow, slidingWindow, tokenBucket } from '@licenses-usage/testing/limited-service';
import { floorInMs, simulate, type Strategy } from '@licenses-usage/testing/simulate';
import { formatTable } from '../support/table.ts';
import { before } from './before.ts';
import { printRefusals } from './refusals.ts';
import { ours, strategies } from './strategies.ts';

const given = process.argv.slice(2);
const words = given.filter((word) => Number.isNaN(Number(word)));
const numbers = given.map(Number).filter((calls) => !Number.isNaN(calls));
const isWanted = (name: string) => words.every((word) => name.includes(word));
const policies = [tokenBucket, fixedWindow, slidingWindow, blocking];
const limit = { calls: 100, windowInMs: 1_000 };

async function measure(
  make: (typeof policies)[number],
  calls: number,
  concurrency: number,
  strategy: Strategy,
) {
  const policy = make(limit);
  const fleet = { calls, concurrency, policy };
  const run = await simulate(fleet, strategy);
  const ratio = (run.elapsedInMs / floorInMs(fleet, policy)).toFixed(2);
  return `${ratio}, ${((1_000 * run.refused) / calls).toFixed(0)}`;
}

await printRefusals(isWanted);

for (const calls of numbers.length > 0 ? numbers : [1_000, 5_000]) {
  const wanted = policies.filter((make) => isWanted(make(limit).name));
  if (wanted.length === 0) break;
  console.log(`\n${calls.toLocaleString('en')} calls: total / least time, refusals per 1,000 calls`);
  const ways = [['64 at once', ...wanted.map((make) => make(limit).name)]];
  for (const [name, strategy] of strategies) {
    ways.push([name, ...(await Promise.all(wanted.map((make) => measure(make, calls, 64, strategy))))]);
  }
  console.log(formatTable(ways));
  const rows = [['this client', 'at once', 'now', 'before']];
  for (const make of wanted) {
    const { name } = make(limit);
    for (const concurrency of [8, 16, 32, 64]) {
      const now = await measure(make, calls, concurrency, ours);
      rows.push([name, `${concurrency}`, now, before[`${name}, ${calls}, ${concurrency}`] ?? '']);
    }
  }
  console.log(formatTable(rows));
}
