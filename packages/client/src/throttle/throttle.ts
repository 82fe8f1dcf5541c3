import { onAbort } from '../time/abort.ts';
import type { FullClock } from '../time/clock.ts';
import {
  createQueue,
  firstToAskFor,
  nameOf,
  tell,
  type Block,
  type Blockable,
  type Line,
  type Permit,
  type Refusal,
  type ThrottleWait,
  type Waiter,
} from './waiting-line.ts';
import type { ThrottleDecision, ThrottleOutcome, ThrottleStore, ThrottleTicket } from './throttle-store.ts';

/** The store could not say whether a request may be sent. */
export class StoreProblem extends Error {
  constructor(cause: unknown) {
    super('the throttle store failed', { cause });
  }
}

export interface Throttle {
  /**
   * Gets the permit for one request: at once if there is one, or when the request may be sent.
   * @throws {CoolDownProblem} when the service asked for a longer wait than the call has time for.
   * @throws {StoreProblem} when the store throws.
   */
  acquire(keys: readonly string[], wait: ThrottleWait): Permit | Promise<Permit>;
}

export interface ThrottleSettings {
  readonly store: ThrottleStore;
  /** How many requests of this process may be in flight, whatever the store grants. Default: no limit. */
  readonly maxConcurrency?: number | undefined;
}

/** How often to ask a store without `subscribe`, which does not report the releases of other processes. */
const pollInMs = 1_000;
/** The most concurrent `acquire` calls to an asynchronous store: one after a refusal, one more after each grant. */
const mostQuestions = 64;
const full: Refusal = { granted: false, reason: 'concurrency', waitInMs: pollInMs };

/**
 * Queues calls until the store grants them a place. Calls under one key keep their order; the keys take turns. The
 * store is asked only for the first call of a line: after a release, and when the wait that it named is over.
 */
export function createThrottle(
  { store, maxConcurrency = Infinity }: ThrottleSettings,
  clock: FullClock,
): Throttle {
  /** Keyed by the specific key. */
  const lines = new Map<string, Line>();
  /** The lines that may have a call to ask for, the next one first. */
  const ready = createQueue<Line>();
  /** Has a block while a key that all calls share holds them back. */
  const all: Blockable = { block: undefined };
  /** The failure that the store reported when it was last asked. */
  let problem: Error | undefined;
  let questions = 0;
  let questionsAllowed = mostQuestions;
  let inFlight = 0;
  let unsubscribe: (() => void) | undefined;

  /** Without a wait where the store answers at once. */
  function ask(keys: readonly string[]): ThrottleDecision | Promise<ThrottleDecision> {
    if (inFlight + questions >= maxConcurrency) return full;
    try {
      return store.acquire(keys, clock.monotonic());
    } catch (error) {
      return Promise.reject(error);
    }
  }

  function createPermit(keys: readonly string[], ticket: ThrottleTicket): Permit {
    inFlight += 1;
    let isReleased = false;
    return {
      release(outcome) {
        if (isReleased) return;
        isReleased = true;
        inFlight -= 1;
        giveBack(keys, ticket, outcome);
      },
    };
  }

  /** Not awaited: a shared store may be slow, and the caller already has its answer or has left. */
  function giveBack(keys: readonly string[], ticket: ThrottleTicket, outcome: ThrottleOutcome): void {
    const goOn = () => resume(keys);
    try {
      const releasing = store.release(keys, ticket, outcome, clock.monotonic());
      if (releasing !== undefined) releasing.then(goOn, goOn);
      else if (unsubscribe === undefined) goOn();
    } catch {
      // Ignored, as documented on the store: the request is over, and its answer matters more.
      goOn();
    }
  }

  /** Resumes the calls that wait for these keys, after a release. */
  function resume(keys: readonly string[]): void {
    if (lines.size === 0) return;
    all.block?.lift();
    lines.get(nameOf(keys))?.block?.lift();
    dispatch();
  }

  /** Asks for the lines in turn, until the store says no. */
  function dispatch(): void {
    liftIfOver(all);
    for (let line = ready.first(); line !== undefined; line = ready.first()) {
      if (all.block !== undefined || questions >= questionsAllowed) return;
      const waiter = line.block === undefined ? firstToAskFor(line) : undefined;
      // The line takes its turn again once its block is lifted or the store has answered.
      if (waiter === undefined) ready.remove(line);
      else take(line, waiter, ask(line.keys));
    }
  }

  /** Puts a line behind the others. */
  function rotate(line: Line): void {
    ready.remove(line);
    if (line.waiters.size > 0) ready.push(line);
  }

  function take(line: Line, waiter: Waiter, answer: ThrottleDecision | Promise<ThrottleDecision>): void {
    if ('granted' in answer) {
      settle(line, waiter, answer);
      return;
    }
    questions += 1;
    waiter.isAsking = true;
    rotate(line);
    answer
      .then(
        (decision) => settle(line, waiter, decision),
        (error: unknown) => waiter.reject(new StoreProblem(error)),
      )
      .finally(() => {
        questions -= 1;
        waiter.isAsking = false;
        if (line.waiters.size > 0) ready.push(line);
        dispatch();
      });
  }

  /** A granted place goes to the call that is now first in line. */
  function settle(line: Line, asker: Waiter, decision: ThrottleDecision): void {
    problem = decision.granted ? undefined : decision.cause;
    questionsAllowed = decision.granted ? Math.min(mostQuestions, questionsAllowed + 1) : 1;
    if (decision.granted) {
      const permit = createPermit(line.keys, decision.ticket);
      const first = line.waiters.first();
      if (first === undefined) permit.release({ kind: 'failed' });
      else first.grant(permit);
      rotate(line);
    } else {
      if (line.waiters.size > 0) hold(line, decision);
      tell(asker, decision);
    }
  }

  function hold(line: Line, refusal: Refusal): void {
    const { key, reason } = refusal;
    const isGeneral = key === undefined ? reason === 'concurrency' : key === line.keys[0];
    const held = isGeneral ? all : line;
    held.block?.lift();
    held.block = createBlock(refusal, () => {
      held.block = undefined;
      if (line.waiters.size > 0) ready.push(line);
    });
    if (reason !== 'cool-down') return;
    for (const { waiters } of isGeneral ? lines.values() : [line]) {
      for (const waiter of waiters) tell(waiter, refusal);
    }
  }

  function liftIfOver({ block }: Blockable): void {
    if (block !== undefined && block.endsAt <= clock.monotonic()) block.lift();
  }

  function createBlock(refusal: Refusal, onLift: () => void): Block {
    const { waitInMs } = refusal;
    const endsInMs = store.subscribe === undefined ? Math.min(waitInMs, pollInMs) : waitInMs;
    const lift = () => {
      cancel();
      onLift();
    };
    const cancel = clock.schedule(() => {
      lift();
      dispatch();
    }, endsInMs);
    return { refusal, endsAt: clock.monotonic() + waitInMs, lift };
  }

  function open(keys: readonly string[]): Line {
    const line: Line = { keys, waiters: createQueue(), block: undefined };
    lines.set(nameOf(keys), line);
    ready.push(line);
    unsubscribe ??= store.subscribe?.(resume);
    return line;
  }

  function close(line: Line): void {
    line.block?.lift();
    ready.remove(line);
    lines.delete(nameOf(line.keys));
    if (lines.size > 0) return;
    all.block?.lift();
    unsubscribe?.();
    unsubscribe = undefined;
  }

  /** Puts a call in line. `answer` is the store's, if it was asked before. */
  function enqueue(
    keys: readonly string[],
    wait: ThrottleWait,
    answer?: ThrottleDecision | Promise<ThrottleDecision>,
  ): Promise<Permit> {
    return new Promise((resolve, reject) => {
      const { abortSignal } = wait;
      const line = lines.get(nameOf(keys)) ?? open(keys);
      let stopListening = () => {};
      const leave = () => {
        stopListening();
        if (line.waiters.remove(waiter) && line.waiters.size === 0) close(line);
      };
      const waiter: Waiter = {
        wait,
        told: undefined,
        isAsking: false,
        grant(permit) {
          leave();
          resolve(permit);
        },
        reject(reason) {
          leave();
          reject(reason);
        },
      };
      line.waiters.push(waiter);
      // One listener for all calls that share the signal.
      stopListening = onAbort(abortSignal, () => {
        const hasTime = problem === undefined || wait.remainingInMs() > 0;
        waiter.reject(hasTime ? abortSignal.reason : new StoreProblem(problem));
      });
      if (answer === undefined) join(line, waiter);
      else take(line, waiter, answer);
    });
  }

  /** Tells a call that has to wait why. */
  function join(line: Line, waiter: Waiter): void {
    liftIfOver(line);
    dispatch();
    const { block = all.block } = line;
    if (block === undefined) return;
    const waitInMs = Math.max(0, block.endsAt - clock.monotonic());
    tell(waiter, { ...block.refusal, waitInMs });
  }

  return {
    acquire(keys, wait) {
      if (wait.abortSignal.aborted) return Promise.reject(wait.abortSignal.reason);
      if (lines.size > 0) return enqueue(keys, wait);
      const answer = ask(keys);
      if ('granted' in answer && answer.granted) return createPermit(keys, answer.ticket);
      return enqueue(keys, wait, answer);
    },
  };
}
