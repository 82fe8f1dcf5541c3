import { formatTable } from '../support/table.ts';

/** Clock and CPU time in seconds. */
export interface Times {
  readonly seconds: number;
  readonly cpu: number;
}

/** A bound of a goal, and the figure that it is about. */
interface Bound {
  readonly of: 'clock' | 'CPU';
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** The goals of a history, each beside what was measured. */
export class Goals {
  readonly #rows: (readonly string[])[] = [['', 'goal', 'reached', 'clock', 'CPU', 'measured']];

  /** A figure that is neither a time nor a ratio of times. */
  tell(what: string, atMost: number, reached: number, measured = ''): void {
    this.#rows.push([what, `≤ ${atMost}`, mark(reached, reached <= atMost), '', '', measured]);
  }

  /** The ratio of two times in each sample: its median, by the clock and in CPU. */
  tellRatio(what: string, bound: Bound | undefined, pairs: readonly (readonly [Times, Times])[]): void {
    const ratios = (name: keyof Times) => pairs.map(([above, below]) => above[name] / below[name]);
    const medians = { seconds: median(ratios('seconds')), cpu: median(ratios('cpu')) };
    const cpu = pairs.map(([above, below]) => `${above.cpu.toFixed(2)}/${below.cpu.toFixed(2)}`);
    this.#push(what, bound, medians, `CPU s ${cpu.join(' ')}`);
  }

  /** Seconds, by the clock and in CPU. */
  tellTimes(what: string, bound: Bound | undefined, times: Times, measured = ''): void {
    this.#push(what, bound, times, measured);
  }

  #push(what: string, bound: Bound | undefined, { seconds, cpu }: Times, measured: string): void {
    const [clock, inCpu] = [seconds.toFixed(2), cpu.toFixed(2)];
    if (bound === undefined) {
      this.#rows.push([what, '', '', clock, inCpu, measured]);
      return;
    }
    const reached = bound.of === 'clock' ? seconds : cpu;
    const { atLeast = 0, atMost = Infinity } = bound;
    const goal = bound.atLeast === undefined ? `≤ ${atMost}` : `≥ ${atLeast}`;
    const isReached = reached >= atLeast && reached <= atMost;
    this.#rows.push([what, `${goal} ${bound.of}`, mark(reached, isReached), clock, inCpu, measured]);
  }

  toString(): string {
    return formatTable(this.#rows);
  }
}

function mark(reached: number, isReached: boolean): string {
  return `${reached.toFixed(2)}${isReached ? '' : ' ✗'}`;
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}
