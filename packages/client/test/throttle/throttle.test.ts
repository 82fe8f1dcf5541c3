import { describe, expect, onTestFinished, test } from 'vitest';
import {
  CoolDownProblem,
  createThrottle,
  StoreProblem,
  type ThrottleWait,
} from '../../src/throttle/throttle.ts';
import type { ThrottleEnding, ThrottleStore, ThrottleTurn } from '../../src/throttle/throttle-store.ts';
import { abortListeners } from '../support/listeners.ts';
import { settled, VirtualClock } from '../support/virtual-clock.ts';

const granted: ThrottleTurn = { granted: true };
const passed: ThrottleEnding = { kind: 'passed' };

/** No place is free under the key, if the store says under which. */
function full(key?: string, waitInMs = 1_000): ThrottleTurn {
  return { granted: false, reason: 'concurrency', waitInMs, ...(key !== undefined && { key }) };
}

function coolDown(waitInMs: number): ThrottleTurn {
  return { granted: false, reason: 'cool-down', waitInMs };
}

/** A throttle over a store that says what the test says for each caller. Whoever still waits in the end is sent away. */
function createScripted(turnOf: (caller: string) => ThrottleTurn | Promise<ThrottleTurn>) {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const entered: string[] = [];
  const endings: ThrottleEnding[] = [];
  const store: ThrottleStore = {
    enter(keys) {
      const caller = keys.join('/');
      asked.push(caller);
      return turnOf(caller);
    },
    leave: (_, ending) => void endings.push(ending),
  };
  const throttle = createThrottle(store, clock);
  const controller = new AbortController();
  const { signal: abortSignal } = controller;

  /** Comes to an end when the caller is let in; `caller` is its keys, from the general to the particular. */
  function enter(caller: string, wait: Partial<ThrottleWait> = {}): Promise<void> {
    const settings = { remainingInMs: () => Infinity, abortSignal, onWait: () => {}, ...wait };
    const leave = Promise.resolve(throttle.enter(caller.split('/'), settings));
    const entering = leave.then(() => void entered.push(caller));
    entering.catch(() => {});
    return entering;
  }
  onTestFinished(async () => {
    controller.abort();
    await settled();
    expect(clock.pendingTimers, 'timers left').toBe(0);
    expect(abortListeners(abortSignal), 'listeners left').toBe(0);
  });
  const giveBack = async () => {
    throttle.leave(['p'], passed);
    await settled();
  };
  return { clock, controller, asked, entered, endings, enter, giveBack };
}

describe('a place that is given back', () => {
  test('lets callers in one after another, as long as there are places', async () => {
    let turn = full();
    const { clock, enter, entered, giveBack } = createScripted(() => turn);
    for (const caller of ['p/a', 'p/b', 'p/c']) void enter(caller);
    await settled();
    turn = granted;
    await giveBack();
    expect(entered).toEqual(['p/a', 'p/b', 'p/c']);
    expect(clock.elapsedInMs).toBe(0);
  });

  test('goes to the next in line when the first has to leave the service alone', async () => {
    const turns = new Map<string, ThrottleTurn>([
      ['p/a', full()],
      ['p/b', full()],
    ]);
    const { clock, enter, entered, giveBack } = createScripted((caller) => turns.get(caller) ?? granted);
    const first = enter('p/a');
    void enter('p/b');
    await settled();
    turns.set('p/a', coolDown(30_000)).set('p/b', granted);
    await giveBack();
    expect(entered).toEqual(['p/b']);
    turns.delete('p/a');
    await clock.run(first);
    expect(clock.elapsedInMs).toBe(30_000);
  });

  test('goes to the next in line that does without the key that is full, and asks no one else', async () => {
    const turns = new Map<string, ThrottleTurn>([
      ['p/a', full('p')],
      ['p/b', full('p')],
    ]);
    const { clock, asked, enter, entered, giveBack } = createScripted(
      (caller) => turns.get(caller) ?? granted,
    );
    for (const caller of ['p/a', 'p/a', 'p/b']) void enter(caller);
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
    const budget: ThrottleTurn = { granted: false, reason: 'budget', waitInMs: 700, key: 'p' };
    const turns = new Map<string, ThrottleTurn>([
      ['p/a', budget],
      ['p/b', full('p')],
    ]);
    const { clock, asked, enter, giveBack } = createScripted((caller) => turns.get(caller) ?? granted);
    // Less time than that is no reason to give up: the service has not asked for it.
    const entering = enter('p/a', { remainingInMs: () => 1 });
    void enter('p/b');
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
    const turns = new Map<string, ThrottleTurn>([
      ['p/a', full('p', 60_000)],
      ['p/b', full('p', 1_000)],
      ['p/c', full('p', 60_000)],
    ]);
    const { clock, asked, enter } = createScripted((caller) => turns.get(caller) ?? granted);
    for (const caller of ['p/a', 'p/b', 'p/c']) void enter(caller);
    await settled();
    asked.length = 0;
    turns.set('p/b', full('b', 60_000));
    await clock.advance(1_000);
    expect(asked).toEqual(['p/b', 'p/c']);
  });

  test('wakes nobody when the store does not say which key is full', async () => {
    const { clock, asked, enter } = createScripted((caller) =>
      full(undefined, caller === 'p/a' ? 1_000 : 60_000),
    );
    for (const caller of ['p/a', 'p/b']) void enter(caller);
    await settled();
    asked.length = 0;
    await clock.advance(1_000);
    expect(asked).toEqual(['p/a']);
  });

  test('wakes nobody when it has just come', async () => {
    const { asked, enter } = createScripted((caller) => full(caller));
    void enter('p/a');
    await settled();
    void enter('p/b');
    await settled();
    expect(asked).toEqual(['p/a', 'p/b']);
  });
});

describe('an abort', () => {
  test('in line ends the wait with its reason', async () => {
    const { controller, enter, entered } = createScripted(() => full());
    const entering = enter('p/a');
    await settled();
    controller.abort('enough');
    await expect(entering).rejects.toBe('enough');
    expect(entered).toEqual([]);
  });

  test('while the caller is told that it has to wait does so, too', async () => {
    const { clock, controller, enter } = createScripted(() => full());
    const onWait = () => controller.abort('enough');
    await expect(enter('p/a', { onWait })).rejects.toBe('enough');
    expect(clock.pendingTimers).toBe(0);
  });

  test.for([
    ['a place that comes too late is given back', granted, [{ kind: 'failed' }]],
    ['a refusal that comes too late is not', full(), []],
  ] as const)('while the store is asked: %s', async ([, turn, endings]) => {
    const answer: { give?: (turn: ThrottleTurn) => void } = {};
    const scripted = createScripted(
      () =>
        new Promise((resolve) => {
          answer.give = resolve;
        }),
    );
    const entering = scripted.enter('p/a');
    scripted.controller.abort('enough');
    await expect(entering).rejects.toBe('enough');
    answer.give?.(turn);
    await settled();
    expect(scripted.endings).toEqual(endings);
  });

  test('comes before what is wrong with the store', async () => {
    const scripted = createScripted(() => {
      scripted.controller.abort('enough');
      throw new Error('ECONNREFUSED');
    });
    await expect(scripted.enter('p/a')).rejects.toBe('enough');
  });
});

describe('a caller is turned away', () => {
  test('with the wait, when it has less time left than that', async () => {
    const { enter } = createScripted(() => coolDown(30_000));
    const problem = await enter('p/a', { remainingInMs: () => 30_000 }).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(CoolDownProblem);
    expect(problem).toMatchObject({
      name: 'CoolDownProblem',
      message: 'the service asked for 30000 ms of quiet',
      waitInMs: 30_000,
    });
  });

  test('with the cause, when the store fails', async () => {
    const cause = new Error('ECONNREFUSED');
    const { enter } = createScripted(() => Promise.reject(cause));
    const problem = await enter('p/a').catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(StoreProblem);
    expect(problem).toMatchObject({ name: 'StoreProblem', message: 'the throttle store failed', cause });
  });
});
