import { createQueue, type Queue } from './queue.ts';
import type { ThrottleDecision, ThrottleOutcome } from './throttle-store.ts';

/** The wait that the service asked for is longer than the time that the call has left. */
export class CoolDownProblem extends Error {
  override readonly name = 'CoolDownProblem';
  readonly waitInMs: number;

  constructor(waitInMs: number) {
    super(`the service asked for ${waitInMs} ms of quiet`);
    this.waitInMs = waitInMs;
  }
}

export type Refusal = Extract<ThrottleDecision, { granted: false }>;

export interface ThrottleWait {
  readonly remainingInMs: () => number;
  readonly abortSignal: AbortSignal;
  /** Told when the request can't be sent at once, and when the service asks for a cool-down meanwhile. */
  readonly onWait: (refusal: Refusal) => void;
}

/** Lets one request be sent. */
export interface Permit {
  /** Says how the request ended. Only the first of several calls counts. */
  release(outcome: ThrottleOutcome): void;
}

/** A call in line. */
export interface Waiter {
  readonly wait: ThrottleWait;
  /** The reason that it was told. */
  told: Refusal['reason'] | undefined;
  /** The store is being asked on its behalf. */
  isAsking: boolean;
  readonly grant: (permit: Permit) => void;
  readonly reject: (reason: unknown) => void;
}

/** The calls that wait under one particular key, in the order in which they came. */
export interface Line {
  readonly keys: readonly string[];
  readonly waiters: Queue<Waiter>;
  /** Set while the particular key is what holds them back. */
  block: Block | undefined;
}

/** Why nothing can be sent for now. `lift` ends it early. */
export interface Block {
  readonly refusal: Refusal;
  readonly endsAt: number;
  readonly lift: () => void;
}

export function createLine(keys: readonly string[]): Line {
  return { keys, waiters: createQueue(), block: undefined };
}

/** The particular key. Each has a line of its own. */
export function nameOf(keys: readonly string[]): string {
  return keys.at(-1) ?? '';
}

/** The first in line for which the store is not being asked. */
export function firstToAskFor(line: Line): Waiter | undefined {
  for (const waiter of line.waiters) if (!waiter.isAsking) return waiter;
  return undefined;
}

/** Ends the wait of a call that has less time left than the service asked for. */
export function tell(waiter: Waiter, refusal: Refusal): void {
  const { reason, waitInMs } = refusal;
  const isTooLong = reason === 'cool-down' && waitInMs >= waiter.wait.remainingInMs();
  if (isTooLong) waiter.reject(new CoolDownProblem(waitInMs));
  else if (waiter.told === undefined || (reason === 'cool-down' && waiter.told !== reason)) {
    waiter.told = reason;
    waiter.wait.onWait(refusal);
  }
}
