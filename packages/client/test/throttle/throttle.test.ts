import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CoolDownProblem,
  createThrottle,
  StoreProblem,
  type ThrottleWait,
} from '../../src/throttle/throttle.ts';
import type { ThrottleOutcome, ThrottleStore, ThrottleDecision } from '../../src/throttle/throttle-store.ts';
import { abortListeners } from '../support/listeners.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const granted: ThrottleDecision = { granted: true, ticket: 1 };
const passed: ThrottleOutcome = { kind: 'passed' };

/** No place is free under the key, if the store says under which. */
function full(key?: string, waitInMs = 1_000): ThrottleDecision {
  return { granted: false, reason: 'concurrency', waitInMs, ...(key !== undefined && { key }) };
}

function coolDown(waitInMs: number): ThrottleDecision {
  return { granted: false, reason: 'cool-down', waitInMs };
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
  const throttle = createThrottle(store, clock);
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

describe('a place that is given back', () => {
  test('lets callers in one after another, as long as there are places', async () => {
    let turn = full();
    const { clock, acquire, entered, giveBack } = createScripted(() => turn);
    for (const caller of ['p/a', 'p/b', 'p/c']) void acquire(caller);
    await settled();
    turn = granted;
    await giveBack();
    expect(entered).toEqual(['p/a', 'p/b', 'p/c']);
    expect(clock.elapsedInMs).toBe(0);
  });

  test('goes to the next in line when the first has to leave the service alone', async () => {
    const turns = new Map<string, ThrottleDecision>([
      ['p/a', full()],
      ['p/b', full()],
    ]);
    const { clock, acquire, entered, giveBack } = createScripted((caller) => turns.get(caller) ?? granted);
    const first = acquire('p/a');
    void acquire('p/b');
    await settled();
    turns.set('p/a', coolDown(30_000)).set('p/b', granted);
    await giveBack();
    expect(entered).toEqual(['p/b']);
    turns.delete('p/a');
    await clock.run(first);
    expect(clock.elapsedInMs).toBe(30_000);
  });

  test('goes to the next in line that does without the key that is full, and asks no one else', async () => {
    const turns = new Map<string, ThrottleDecision>([
      ['p/a', full('p')],
      ['p/b', full('p')],
    ]);
    const { clock, asked, acquire, entered, giveBack } = createScripted(
      (caller) => turns.get(caller) ?? granted,
    );
    for (const caller of ['p/a', 'p/a', 'p/b']) void acquire(caller);
    await settled();
    expect(asked.splice(0)).toEqual(['p/a', 'p/a', 'p/b']);
    turns.set('p/a', full('a')).set('p/b', granted);
    await giveBack();
    expect(entered).toEqual(['p/b']);
    // The one that was let in looks for a further place for the first in line; that one finds none.
    expect(asked).toEqual(['p/a', 'p/b', 'p/a']);
    expect(clock.elapsedInMs).toBe(0);
  });
});

describe('a caller for whom the budget is used up', () => {
  test('sleeps until there is more, is not woken before, and holds up no one behind', async () => {
    const budget: ThrottleDecision = { granted: false, reason: 'budget', waitInMs: 700, key: 'p' };
    const turns = new Map<string, ThrottleDecision>([
      ['p/a', budget],
      ['p/b', full('p')],
    ]);
    const { clock, asked, acquire, giveBack } = createScripted((caller) => turns.get(caller) ?? granted);
    // Less time than that is no reason to give up: the service has not asked for it.
    const entering = acquire('p/a', { remainingInMs: () => 1 });
    void acquire('p/b');
    await settled();
    expect(asked.splice(0)).toEqual(['p/a', 'p/b']);
    await giveBack();
    expect(asked).toEqual(['p/b']);
    turns.delete('p/a');
    await clock.run(entering);
    expect(clock.elapsedInMs).toBe(700);
  });
});

describe('a caller in line whose time to ask again has come', () => {
  test('passes on to those behind, not to those before', async () => {
    const turns = new Map<string, ThrottleDecision>([
      ['p/a', full('p', 60_000)],
      ['p/b', full('p', 1_000)],
      ['p/c', full('p', 60_000)],
    ]);
    const { clock, asked, acquire } = createScripted((caller) => turns.get(caller) ?? granted);
    for (const caller of ['p/a', 'p/b', 'p/c']) void acquire(caller);
    await settled();
    asked.length = 0;
    turns.set('p/b', full('b', 60_000));
    await clock.advance(1_000);
    expect(asked).toEqual(['p/b', 'p/c']);
  });

  test('wakes nobody when the store does not say which key is full', async () => {
    const { clock, asked, acquire } = createScripted((caller) =>
      full(undefined, caller === 'p/a' ? 1_000 : 60_000),
    );
    for (const caller of ['p/a', 'p/b']) void acquire(caller);
    await settled();
    asked.length = 0;
    await clock.advance(1_000);
    expect(asked).toEqual(['p/a']);
  });

  test('wakes nobody when it has just come', async () => {
    const { asked, acquire } = createScripted((caller) => full(caller));
    void acquire('p/a');
    await settled();
    void acquire('p/b');
    await settled();
    expect(asked).toEqual(['p/a', 'p/b']);
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

  test('while the caller is told that it has to wait does so, too', async () => {
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

  test('comes before what is wrong with the store', async () => {
    const scripted = createScripted(() => {
      scripted.controller.abort('enough');
      throw new Error('ECONNREFUSED');
    });
    await expect(scripted.acquire('p/a')).rejects.toBe('enough');
  });
});

describe('a caller is turned away', () => {
  test('with the wait, when it has less time left than that', async () => {
    const { acquire } = createScripted(() => coolDown(30_000));
    const problem = await acquire('p/a', { remainingInMs: () => 30_000 }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(CoolDownProblem);
    expect(problem).toMatchObject({
      name: 'CoolDownProblem',
      message: 'the service asked for 30000 ms of quiet',
      waitInMs: 30_000,
    });
  });

  test('with the cause, when the store fails', async () => {
    const cause = new Error('ECONNREFUSED');
    const { acquire } = createScripted(() => Promise.reject(cause));
    const problem = await acquire('p/a').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(StoreProblem);
    expect(problem).toMatchObject({ name: 'StoreProblem', message: 'the throttle store failed', cause });
  });
});
