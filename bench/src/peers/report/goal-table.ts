import { reachedIn } from '../goals.ts';
import type { Results } from '../results.ts';
import { formatNumber } from './format.ts';

const titles: Readonly<Record<string, string>> = {
  small: 'small answer',
  page: 'page of 10,000 rows',
  line: '100 Mbit/s',
  walk: '10⁶ rows',
  latency: '50 ms of latency',
  fleet: '1,000 customers',
  throttling: 'throttled',
  weight: 'weight',
  types: 'types',
};

/** Target, reached and the best peer of every goal, in Markdown. */
export function formatGoals(results: Results): string {
  const { node, undici, undiciInNode, processor, isPinned, load } = results.environment;
  const rows = reachedIn(results).map(({ goal, value, peer }) => [
    titles[goal.section] ?? goal.section,
    goal.what,
    `≤ ${formatNumber(goal.target)}`,
    `${formatNumber(value)}${value <= goal.target ? '' : ' ✗'}`,
    peer === undefined ? '' : `${formatNumber(peer.value)}, ${peer.name}`,
  ]);
  const head = ['', 'goal', 'target', 'reached', 'best peer'];
  const table = [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`);
  const places = isPinned ? 'client and server on a core each' : 'cores not pinned';
  return [
    `Node ${node} (undici ${undiciInNode} inside, ${undici} beside), ${processor}, ${places}, load ${load}.`,
    '',
    ...table,
  ].join('\n');
}
