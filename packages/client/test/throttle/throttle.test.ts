import { describe, expect, onTestFinished, test } from 'vitest';
import { CoolDownProblem, type Permit, type ThrottleWait } from '../../src/throttle/waiting-line.ts';
import { createThrottle, StoreProblem } from '../../src/throttle/throttle.ts';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import type { ThrottleOutcome, ThrottleStore, ThrottleDecision } from '../../src/throttle/throttle-store.ts';
import { abortListeners } from '../support/listeners.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const granted: ThrottleDecision = { granted: true, ticket: 1 };
const passed: ThrottleOutcome = { kind: 'passed' };

/** No place is free under the key, if the store says under which. */
function full(key?: string, waitInMs = 1_000): ThrottleDecision {
  return { granted: false, reason: 'concurrency', waitInMs, ...(key !== undefined && { key }) };
}

function coolDown(waitInMs: number, key?: string): ThrottleDecision {
  return { granted: false, reason: 'cool-down', waitInMs, ...(key !== undefined && { key }) };
}

/** A throttle over a store that says what the test says for each caller. Whoever still waits in the end is sent away. */
function createScripted(decide: (caller: string) => ThrottleDecision | Promise<ThrottleDecision>) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const entered: string[] = [];
  const outcomes: ThrottleOutcome[] = [];
  const store: ThrottleStore = {
    acquire(keys) {
      const caller = keys.join('/');
      if (caller === 'holder') return granted;
      asked.push(caller);
      return decide(caller);
    },
    release: (_, __, outcome) => void outcomes.push(outcome),
  };
  const throttle = createThrottle({ store }, clock);
  const controller = new AbortController();
  const { signal: abortSignal } = controller;

  /** Taken before anyone waits, so that a test can give places back. */
  const held = Array.from({ length: 4 }, () =>
    throttle.acquire(['holder'], { remainingInMs: () => Infinity, abortSignal, onWait: () => {} }),
  );

  /** Comes to an end when the caller is let in; `caller` is its keys, from the general to the particular. */
  function acquire(caller: string, wait: Partial<ThrottleWait> = {}): Promise<void> {
    const settings = { remainingInMs: () => Infinity, abortSignal, onWait: () => {}, ...wait };
    const acquiring = Promise.resolve(throttle.acquire(caller.split('/'), settings));
    const acquired = acquiring.then(() => void entered.push(caller));
    acquired.catch(() => {});
    return acquired;
  }
  onTestFinished(async () => {
    controller.abort();
    await settled();
    expect(clock.pendingTimers, 'timers left').toBe(0);
    expect(abortListeners(abortSignal), 'listeners left').toBe(0);
  });
  const giveBack = async () => {
    (await held.pop())?.release(passed);
    await settled();
  };
  return { clock, controller, asked, entered, outcomes, acquire, giveBack };
}

describe('a returned place', () => {
  test('admits callers one after another, as long as there are places', async () => {
    let decision = full();
    const { clock, acquire, entered, giveBack } = createScripted(() => decision);
    for (const caller of ['p/a', 'p/b', 'p/c']) void acquire(caller);
    await settled();
    decision = granted;
    await giveBack();
    expect(entered).toEqual(['p/a', 'p/b', 'p/c']);
    expect(clock.elapsedInMs).toBe(0);
  });

  test('goes to the next call when the key of the first has to wait', async () => {
    const decisions = new Map([['p/a', coolDown(30_000, 'p/a')]]);
    let others = full();
    const { clock, acquire, entered, giveBack } = createScripted((caller) => decisions.get(caller) ?? others);
    const first = acquire('p/a');
    void acquire('p/b');
    await settled();
    others = granted;
    await giveBack();
    expect(entered).toEqual(['p/b']);
    decisions.clear();
    await clock.run(first);
    // A store that can't be subscribed to is asked each second: another process may have released something.
    expect(clock.elapsedInMs).toBe(1_000);
  });

  test('makes the throttle ask the store once, for the first call in line', async () => {
    const { asked, acquire, giveBack } = createScripted(() => full('p'));
    for (const caller of ['p/a', 'p/a', 'p/b', 'p/c']) void acquire(caller);
    expect(asked.splice(0)).toEqual(['p/a']);
    await giveBack();
    expect(asked).toEqual(['p/a']);
  });
});

describe('callers in line', () => {
  test('under one key keep their order, and the keys take turns', async () => {
    let decision = full('p');
    const { acquire, entered, giveBack } = createScripted(() => decision);
    const order: number[] = [];
    for (const [number, caller] of ['p/a', 'p/a', 'p/a', 'p/b', 'p/c', 'p/c'].entries())
      void acquire(caller).then(() => order.push(number));
    decision = granted;
    await giveBack();
    expect(entered).toEqual(['p/a', 'p/b', 'p/c', 'p/a', 'p/c', 'p/a']);
    expect(order).toEqual([0, 3, 4, 1, 5, 2]);
  });

  test('are not overtaken by a later one', async () => {
    const { acquire, asked } = createScripted(() => full('p'));
    void acquire('p/a');
    void acquire('p/b');
    expect(asked).toEqual(['p/a']);
  });

  test('wait as long as the store says, and are told why', async () => {
    const waits: unknown[] = [];
    let decision: ThrottleDecision = { granted: false, reason: 'budget', waitInMs: 700, key: 'p' };
    const { clock, acquire } = createScripted(() => decision);
    // Less time than that is no reason to give up: the service has not asked for it.
    const first = acquire('p/a', { remainingInMs: () => 1, onWait: (refusal) => waits.push(refusal) });
    await clock.advance(300);
    void acquire('p/b', { onWait: (refusal) => waits.push(refusal) });
    decision = granted;
    await clock.run(first);
    expect(clock.elapsedInMs).toBe(700);
    expect(waits).toMatchObject([
      { reason: 'budget', waitInMs: 700 },
      { reason: 'budget', waitInMs: 400 },
    ]);
  });

  test('with a store that reports releases proceed as soon as another client returns a place', async () => {
    const clock = new VirtualClock();
    const store = createMemoryThrottleStore(1);
    const [one, other] = [createThrottle({ store }, clock), createThrottle({ store }, clock)];
    const { signal: abortSignal } = new AbortController();
    const wait = { remainingInMs: () => Infinity, abortSignal, onWait: () => {} };
    const permit = await one.acquire(['p'], wait);
    const waiting = Promise.resolve(other.acquire(['p'], wait));
    await clock.advance(10);
    permit.release(passed);
    (await clock.run(waiting)).release(passed);
    expect(clock.elapsedInMs).toBe(10);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('the limit of this process', () => {
  test('applies even if the store would grant more', async () => {
    const clock = new VirtualClock();
    const store: ThrottleStore = { acquire: () => granted, release() {} };
    const throttle = createThrottle({ store, maxConcurrency: 2 }, clock);
    const { signal: abortSignal } = new AbortController();
    const permits: Permit[] = [];
    for (let call = 0; call < 5; call += 1) {
      const acquiring = throttle.acquire(['p'], { remainingInMs: () => Infinity, abortSignal, onWait() {} });
      void Promise.resolve(acquiring).then((permit) => permits.push(permit));
    }
    await settled();
    for (const expected of [2, 3, 4, 5, 5, 5, 5]) {
      expect(permits).toHaveLength(expected);
      permits[expected === 5 ? 4 : expected - 2]?.release(passed);
      await settled();
    }
  });
});

describe('an abort', () => {
  test('in line ends the wait with its reason', async () => {
    const { controller, acquire, entered } = createScripted(() => full());
    const entering = acquire('p/a');
    await settled();
    controller.abort('enough');
    await expect(entering).rejects.toBe('enough');
    expect(entered).toEqual([]);
  });

  test('in the listener that reports the wait does so too', async () => {
    const { clock, controller, acquire } = createScripted(() => full());
    const onWait = () => controller.abort('enough');
    await expect(acquire('p/a', { onWait })).rejects.toBe('enough');
    expect(clock.pendingTimers).toBe(0);
  });

  test.for([
    ['a place that comes too late is given back', granted, [{ kind: 'failed' }]],
    ['a refusal that comes too late is not', full(), []],
  ] as const)('while the store is asked: %s', async ([, turn, outcomes]) => {
    const answer: { give?: (turn: ThrottleDecision) => void } = {};
    const scripted = createScripted(
      () =>
        new Promise((resolve) => {
          answer.give = resolve;
        }),
    );
    const entering = scripted.acquire('p/a');
    scripted.controller.abort('enough');
    await expect(entering).rejects.toBe('enough');
    answer.give?.(turn);
    await settled();
    expect(scripted.outcomes).toEqual(outcomes);
  });

  test('takes precedence over a failure of the store', async () => {
    const scripted = createScripted(() => {
      scripted.controller.abort('enough');
      throw new Error('ECONNREFUSED');
    });
    await expect(scripted.acquire('p/a')).rejects.toBe('enough');
  });
});

describe('a call is rejected', () => {
  test('when the service asks for more time than it has left, even while it waits in line', async () => {
    const store = createMemoryThrottleStore(1);
    const clock = new VirtualClock();
    const throttle = createThrottle({ store }, clock);
    const { signal: abortSignal } = new AbortController();
    const ask = (remaining: number) =>
      throttle.acquire(['p'], { remainingInMs: () => remaining, abortSignal, onWait() {} });
    const permit = await ask(Infinity);
    const short = Promise.resolve(ask(5_000)).catch((error: unknown) => error);
    const long = Promise.resolve(ask(60_000));
    permit.release({ kind: 'throttled', retryAfterInMs: 30_000 });
    expect(await short).toMatchObject({ waitInMs: 30_000 });
    (await clock.run(long)).release(passed);
    expect(clock.elapsedInMs).toBe(30_000);
  });

  test('with the wait, when it has less time left than that', async () => {
    const { acquire } = createScripted(() => coolDown(30_000));
    const problem = await acquire('p/a', { remainingInMs: () => 30_000 }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(CoolDownProblem);
    expect(problem).toMatchObject({ waitInMs: 30_000 });
  });

  test('with the cause, when the store fails', async () => {
    const cause = new Error('ECONNREFUSED');
    const { acquire } = createScripted(() => Promise.reject(cause));
    const problem = await acquire('p/a').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(StoreProblem);
    expect(problem).toMatchObject({ cause });
  });
});
