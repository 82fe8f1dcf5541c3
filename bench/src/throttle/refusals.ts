import { refusalRows, seeds } from '@licenses-usage/testing/refusal-rows';
import { ownRetryAfter, sharedGate } from '@licenses-usage/testing/simple-ways';
import { floorInMs, simulate, type Strategy } from '@licenses-usage/testing/simulate';
import { formatTable } from '../support/table.ts';
import { ours } from './strategies.ts';

const columns: readonly (readonly [string, Strategy])[] = [
  ['own Retry-After', ownRetryAfter],
  ['shared gate', sharedGate],
  ['this client', ours],
];

/**
 * Prints the times of fleets with random refusals, or with a limit that is shared with others, beside two simple
 * strategies. Leaves out unwanted rows.
 */
export async function printRefusals(isWanted: (name: string) => boolean): Promise<void> {
  const table: (readonly string[])[] = [['', ...columns.map(([name]) => name)]];
  for (const { name, policy, ...row } of refusalRows.filter((each) => isWanted(each.name))) {
    const cells: string[] = [];
    for (const [, strategy] of columns) {
      const ratios: string[] = [];
      for (const seed of seeds) {
        const fleet = { ...row, policy: policy(seed) };
        const run = await simulate(fleet, strategy);
        ratios.push((run.elapsedInMs / floorInMs(fleet, fleet.policy)).toFixed(2));
      }
      cells.push(ratios.join(' '));
    }
    table.push([name, ...cells]);
  }
  if (table.length === 1) return;
  console.log('total / least time, one figure for each seed');
  console.log(formatTable(table));
}
