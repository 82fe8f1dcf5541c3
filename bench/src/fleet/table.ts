import { summarise } from '../support/statistics.ts';

/** What a row of the bench should reach. */
export interface Target {
  /** The longest duration / the least possible one. */
  readonly ratio: number;
  /** The most refusals per 1,000 customers. Default: any number. */
  readonly refused?: number;
}

export interface RunFigures {
  /** The duration / the least possible one. */
  readonly ratio: number;
  readonly cpuInSeconds: number;
  /** Refusals per 1,000 customers. */
  readonly refused: number;
  readonly lost: number;
  /** Customers that were queried more than once. */
  readonly repeated: number;
}

export interface RowFigures {
  readonly title: string;
  readonly target: Target | undefined;
  readonly runs: readonly RunFigures[];
}

/** The figures of all runs of each row, in Markdown. A ✗ marks a row whose median misses its target. */
export function formatFigures(rows: readonly RowFigures[]): string {
  const lines = rows.map(({ title, target, runs }) => {
    const each = (figure: (run: RunFigures) => string) => runs.map(figure).join(', ');
    const wanted =
      target === undefined ? '' : `≤ ${target.ratio.toFixed(2)}${isMet(target, runs) ? '' : ' ✗'}`;
    return [
      title,
      each(({ ratio }) => ratio.toFixed(2)),
      wanted,
      each(({ refused }) => refused.toFixed(0)),
      each(({ lost }) => String(lost)),
      each(({ repeated }) => String(repeated)),
    ];
  });
  const head = ['', 'time ÷ least', 'target', '429 per 1,000', 'lost', 'queried again'];
  const rule = head.map((_, column) => (column === 0 ? '---' : '--:'));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function isMet({ ratio, refused = Infinity }: Target, runs: readonly RunFigures[]): boolean {
  const median = (figure: (run: RunFigures) => number): number => summarise(runs.map(figure)).median;
  return median((run) => run.ratio) <= ratio && median((run) => run.refused) <= refused;
}
