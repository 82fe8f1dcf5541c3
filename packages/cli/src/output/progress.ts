import ora from 'ora';
import type { Context } from '../context.ts';
import { cleanLines, count, several } from './terminal.ts';

export interface Progress {
  /** Shows the current task. */
  show(text: string): void;
  /**
   * Shows how much of it is done.
   * @param thing What is counted, in the singular, such as `row`.
   * @param total `undefined` while it is unknown.
   * @param besides What else is said, such as `1 failed`.
   */
  advance(thing: string, done: number, total?: number, besides?: readonly string[]): void;
  /** Clears the line. Nothing is shown from then on. */
  stop(): void;
}

/** The rate of shorter work is meaningless. */
const rateAfterInMs = 1_000;

/** How often a line is written without a terminal: the log of a job stays short. */
const lineEveryInMs = 30_000;

export interface ProgressOptions {
  readonly quiet?: true;
}

/**
 * Shows the progress of a command on standard error: on a terminal in one line, with the rate and the time left;
 * elsewhere with an occasional plain line.
 * @param now A monotonic clock in milliseconds.
 */
export function startProgress(
  text: string,
  { quiet }: ProgressOptions,
  { stderr, env }: Context,
  now: () => number = () => performance.now(),
): Progress {
  if (quiet) return { show() {}, advance() {}, stop() {} };
  // A terminal of unknown width has 0 columns, and ora would clear lines for ever.
  const isAnimated = stderr.isTTY && (stderr.columns ?? 0) > 0 && env['TERM'] !== 'dumb';
  const write = isAnimated ? startSpinner(text, stderr, env) : startLines(stderr, now);
  let [doing, startedAt, isStopped] = [text, now(), false];
  const put = (shown: string) => {
    if (!isStopped) write.show(cleanLines(shown));
  };
  return {
    show(shown) {
      [doing, startedAt] = [shown, now()];
      put(shown);
    },
    advance(thing, done, total, besides) {
      put(`${doing}: ${describeProgress({ thing, done, total, besides, elapsedInMs: now() - startedAt })}`);
    },
    stop() {
      isStopped = true;
      write.stop();
    },
  };
}

interface ProgressLine {
  show(text: string): void;
  stop(): void;
}

function startSpinner(text: string, stream: Context['stderr'], env: Context['env']): ProgressLine {
  const color = env['NO_COLOR'] ? false : 'cyan';
  const spinner = ora({ text, color, stream, discardStdin: false }).start();
  return {
    show(shown) {
      spinner.text = shown;
    },
    stop: () => spinner.stop(),
  };
}

/** Work that ends before the first line is due is not reported. */
function startLines(stream: Context['stderr'], now: () => number): ProgressLine {
  let writtenAt = now();
  return {
    show(text) {
      if (now() - writtenAt < lineEveryInMs) return;
      writtenAt = now();
      stream.write(`${text}\n`);
    },
    stop() {},
  };
}

export interface Advance {
  readonly thing: string;
  readonly done: number;
  readonly total?: number | undefined;
  readonly besides?: readonly string[] | undefined;
  readonly elapsedInMs: number;
}

/** "1,200 of 5,000 rows, 400/s, 9 s left"; without a total, only what is known. */
export function describeProgress({ thing, done, total, besides = [], elapsedInMs }: Advance): string {
  const counted = total === undefined ? several(done, thing) : `${count(done)} of ${several(total, thing)}`;
  const amount = [counted, ...besides].join(', ');
  if (elapsedInMs < rateAfterInMs || done === 0) return amount;
  const perSecond = (1_000 * done) / elapsedInMs;
  const rate = describeRate(perSecond);
  if (total === undefined || total < done) return `${amount}, ${rate}`;
  return `${amount}, ${rate}, ${describeDuration((total - done) / perSecond)} left`;
}

/** 400/s, or 1.5/s when whole numbers would be too coarse. */
export function describeRate(perSecond: number): string {
  return perSecond >= 10 ? `${count(Math.round(perSecond))}/s` : `${perSecond.toFixed(1)}/s`;
}

/** Formats seconds: 42 s, 3 min 5 s, 2 h 10 min. */
export function describeDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
