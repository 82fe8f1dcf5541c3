/*
 * First, fleets whose refusals are random, or a limit shared with others: total / least time of three seeds each.
 * Then fleets under a limit of 100 calls a second, 64 calls at once, 50 ms each, in virtual time: exact, and the same on every machine.
 * `run.ts [calls…]` prints total time / least time, and how many of 1,000 calls were refused.
 */
import { blocking, fixedWindow, slidingWindow, tokenBucket } from '@licenses-usage/testing/limited-service';
import { floorInMs, simulate } from '@licenses-usage/testing/simulate';
import { formatTable } from '../support/table.ts';
import { printRefusals } from './refusals.ts';
import { strategies } from './strategies.ts';

await printRefusals();

const given = process.argv.slice(2).map(Number);
const policies = [tokenBucket, fixedWindow, slidingWindow, blocking];

for (const calls of given.length > 0 ? given : [1_000, 5_000]) {
  const table: (readonly string[])[] = [];
  for (const [name, strategy] of strategies) {
    const cells: string[] = [];
    for (const make of policies) {
      const policy = make({ calls: 100, windowInMs: 1_000 });
      const fleet = { calls, concurrency: 64, policy };
      const run = await simulate(fleet, strategy);
      const ratio = run.elapsedInMs / floorInMs(fleet, policy);
      cells.push(`${policy.name} ${ratio.toFixed(2)}, ${((1_000 * run.refused) / calls).toFixed(0)}`);
    }
    table.push([name, ...cells]);
  }
  console.log(`\n${calls.toLocaleString('en')} calls: total / least time, refusals per 1,000 calls`);
  console.log(formatTable(table));
}
