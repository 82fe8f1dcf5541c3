/*
 * Fleets under a limit of 100 calls a second, 64 calls at once, 50 ms each, in virtual time: exact, and the same on every machine.
 * `node bench/throttle/run.ts [calls…]` prints total time / least time, and how many of 1,000 calls were refused.
 */
import { blocking, fixedWindow, slidingWindow, tokenBucket } from '../../test/throttle/simulation/service.ts';
import { floorInMs, simulate } from '../../test/throttle/simulation/simulate.ts';
import { strategies } from './strategies.ts';

const given = process.argv.slice(2).map(Number);
const policies = [tokenBucket, fixedWindow, slidingWindow, blocking];

for (const calls of given.length > 0 ? given : [1_000, 5_000]) {
  console.log(`\n${calls.toLocaleString('en')} calls: total / least time, refusals per 1,000 calls`);
  for (const [name, strategy] of strategies) {
    const cells: string[] = [];
    for (const make of policies) {
      const policy = make({ calls: 100, windowInMs: 1_000 });
      const fleet = { calls, concurrency: 64, policy };
      const run = await simulate(fleet, strategy);
      const ratio = run.elapsedInMs / floorInMs(fleet, policy);
      const refusals = (1_000 * run.refused) / calls;
      cells.push(`${policy.name} ${ratio.toFixed(2)}, ${refusals.toFixed(0)}`.padEnd(26));
    }
    console.log(name.padEnd(38), cells.join(''));
  }
}
