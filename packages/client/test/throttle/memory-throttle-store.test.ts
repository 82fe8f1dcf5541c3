import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { createMemoryThrottleStore } from '../../src/throttle/memory-throttle-store.ts';
import type { ThrottleDecision, ThrottleOutcome, ThrottleTicket } from '../../src/throttle/throttle-store.ts';

const passed: ThrottleOutcome = { kind: 'passed' };
const refused = (retryAfterInMs: number): ThrottleOutcome => ({ kind: 'throttled', retryAfterInMs });
const granted = { granted: true, ticket: expect.any(Number) };
const coolDown = (waitInMs: number, key = 'p') => ({ granted: false, reason: 'cool-down', waitInMs, key });

/** A store whose requests are sent and end as the test says. Names are keys, from the general to the particular. */
function createSubject(maxConcurrency = 64) {
  const store = createMemoryThrottleStore(maxConcurrency);
  let now = 0;
  const keysOf = (name: string) => (name === 'p' ? ['p'] : ['p', `p/${name}`]);
  const ask = (name = 'p'): ThrottleDecision => {
    const decision = store.acquire(keysOf(name), now);
    if (decision instanceof Promise) throw new Error('The store in memory answers at once.');
    return decision;
  };
  /** Sends a request; the function returned ends it. */
  const send = (name = 'p') => {
    const decision = ask(name);
    if (!decision.granted) throw new Error(`Not granted: ${decision.reason}.`);
    return (outcome: ThrottleOutcome) => void store.release(keysOf(name), decision.ticket, outcome, now);
  };
  const sendMany = (count: number, name = 'p') => Array.from({ length: count }, () => send(name));
  const advance = (durationInMs: number) => void (now += durationInMs);
  return { store, ask, send, sendMany, advance, nowInMs: () => now };
}

describe('a place', () => {
  test('is taken under every key or under none', () => {
    const { ask, send } = createSubject(1);
    const full = (key: string) => ({ granted: false, reason: 'concurrency', waitInMs: 1_000, key });
    const end = send('a');
    expect(ask('a')).toEqual(full('p'));
    expect(ask('b')).toEqual(full('p'));
    end(passed);
    expect(ask('b')).toEqual(granted);
  });

  test('is returned once: a ticket that is not in flight changes nothing', () => {
    const { store, ask, send } = createSubject(1);
    const end = send();
    end(passed);
    expect(ask()).toEqual(granted);
    end(passed);
    for (const ticket of [99, 'unknown'] satisfies ThrottleTicket[])
      void store.release(['p'], ticket, passed, 0);
    expect(ask()).toMatchObject({ granted: false });
  });

  test('is reported when it is returned, until the listener is removed', () => {
    const { store, send } = createSubject();
    const told: unknown[] = [];
    const unsubscribe = store.subscribe?.((keys) => told.push(keys));
    send('a')(passed);
    unsubscribe?.();
    send('b')(passed);
    expect(told).toEqual([['p', 'p/a']]);
  });
});

describe('a refusal', () => {
  test('without witnesses holds the key as long as told, to the millisecond, and teaches nothing', () => {
    const { ask, send, sendMany, advance } = createSubject();
    send()(refused(1_000));
    expect(ask()).toEqual(coolDown(1_000));
    advance(999);
    expect(ask()).toEqual(coolDown(1));
    advance(1);
    expect(sendMany(64)).toHaveLength(64);
  });

  test('holds the key while its witnesses are in flight, and no longer once they have passed', () => {
    const { ask, send, sendMany } = createSubject();
    const before = send();
    const first = send();
    const witnesses = sendMany(4);
    first(refused(60_000));
    expect(ask()).toMatchObject({ granted: false, reason: 'concurrency', key: 'p' });
    // It was sent before: that it passes does not speak against a limit.
    before(passed);
    for (const end of witnesses.splice(0, 2)) end(passed);
    expect(ask()).toMatchObject({ granted: false });
    witnesses[0]?.(passed);
    expect(ask()).toEqual(granted);
  });

  test('whose only witness passes counts as random', () => {
    const { ask, sendMany } = createSubject();
    const [first, witness] = sendMany(2);
    first?.(refused(60_000));
    witness?.(passed);
    expect(ask()).toEqual(granted);
  });

  test('whose only witness is lost holds the key as long as told', () => {
    const { ask, sendMany } = createSubject();
    const [first, witness] = sendMany(2);
    first?.(refused(60_000));
    witness?.({ kind: 'failed' });
    expect(ask()).toEqual(coolDown(60_000));
  });

  test('whose witness never returns holds the key no longer than told', () => {
    const { ask, sendMany, advance } = createSubject();
    sendMany(2)[0]?.(refused(5_000));
    advance(4_500);
    expect(ask()).toMatchObject({ granted: false, waitInMs: 500 });
    advance(500);
    expect(ask()).toEqual(granted);
  });

  test('of all requests in flight holds the key until the latest time that any was told', () => {
    const { ask, sendMany, advance } = createSubject();
    const waits = [3_000, 9_000, 1_000];
    for (const [index, end] of sendMany(3).entries()) end(refused(waits[index] ?? 0));
    expect(ask()).toEqual(coolDown(9_000));
    advance(9_000);
    expect(ask()).toEqual(granted);
  });

  test('after requests were let go on holds the key until its own witnesses are back', () => {
    const { ask, send, sendMany } = createSubject();
    const [first, ...witnesses] = sendMany(4);
    first?.(refused(60_000));
    for (const end of witnesses) end(passed);
    send()(refused(60_000));
    expect(ask()).toEqual(granted);
    send()(refused(60_000));
    expect(ask()).toMatchObject({ granted: false });
  });

  test('holds nothing back after many random ones', () => {
    const { ask, sendMany } = createSubject();
    for (let round = 0; round < 4; round += 1) {
      const [first, ...witnesses] = sendMany(8);
      first?.(refused(1_000));
      for (const end of witnesses) end(passed);
    }
    sendMany(2)[0]?.(refused(60_000));
    expect(ask()).toEqual(granted);
  });
});

describe('a refusal of a customer', () => {
  test('holds back this customer, and no other', () => {
    const { ask, send } = createSubject();
    send('a')(refused(1_000));
    expect(ask('a')).toEqual(coolDown(1_000, 'p/a'));
    expect(ask('b')).toEqual(granted);
    expect(ask()).toEqual(granted);
  });

  test('and one of another customer hold the partner back, if nothing passed meanwhile', () => {
    const { ask, send } = createSubject();
    send('a')(refused(3_000));
    send('b')(refused(1_000));
    expect(ask()).toEqual(coolDown(3_000));
    expect(ask('c')).toEqual(coolDown(3_000));
  });

  test('and one of another customer after it is over say nothing of the partner', () => {
    const { ask, send, advance } = createSubject();
    send('a')(refused(1_000));
    advance(1_000);
    send('b')(refused(1_000));
    expect(ask('c')).toEqual(granted);
  });

  test('twice says nothing of the partner', () => {
    const { ask, sendMany } = createSubject();
    for (const end of sendMany(3, 'a')) end(refused(1_000));
    expect(ask('a')).toEqual(coolDown(1_000, 'p/a'));
    expect(ask('b')).toEqual(granted);
  });

  test('leaves nothing behind in memory once it is over', () => {
    const { store, send, advance, nowInMs } = createSubject();
    const moreInBytes = memoryOf(() => {
      for (let customer = 0; customer < 50_000; customer += 1) {
        send(`${customer}`)(refused(1_000));
        // Each of them is refused when the one before is over, so that the partner is not held back.
        advance(1_000);
      }
      void store.acquire(['p'], nowInMs());
    });
    expect(moreInBytes).toBeLessThan(1_000_000);
  });
});

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

/** How much more memory is in use after `run`, in bytes. */
function memoryOf(run: () => void): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  run();
  collectGarbage();
  return process.memoryUsage().heapUsed - before;
}

describe('a limit', () => {
  /** Sends and ends so many requests at the present moment, after two others. All but the first `most` are refused. */
  function reach(subject: ReturnType<typeof createSubject>, count: number, most: number, name = 'p') {
    const endFirst = subject.send(name);
    subject.send(name)(passed);
    for (const [index, end] of subject.sendMany(count, name).entries())
      end(index < most - 2 ? passed : refused(2_000));
    endFirst(passed);
    subject.advance(2_000);
  }

  test('that witnesses have shown teaches the budget', async () => {
    const subject = createSubject();
    reach(subject, 10, 5);
    for (let call = 0; call < 5; call += 1) subject.send()(passed);
    expect(subject.ask()).toMatchObject({ granted: false, reason: 'budget', key: 'p' });
  });

  test('of the partner holds for all customers', async () => {
    const subject = createSubject();
    reach(subject, 10, 5);
    for (let call = 0; call < 5; call += 1) subject.send(`${call}`)(passed);
    expect(subject.ask('x')).toMatchObject({ granted: false, reason: 'budget', key: 'p' });
  });

  test('of a customer holds for no other', async () => {
    const subject = createSubject();
    reach(subject, 10, 5, 'a');
    for (let call = 0; call < 5; call += 1) subject.send('a')(passed);
    expect(subject.ask('a')).toMatchObject({ granted: false, reason: 'budget', key: 'p/a' });
    expect(subject.ask('b')).toEqual(granted);
  });

  test('of the first wave teaches how many may be in flight', async () => {
    const subject = createSubject();
    for (const [index, end] of subject.sendMany(10).entries()) end(index < 4 ? passed : refused(1_000));
    subject.advance(1_000);
    const ends = subject.sendMany(2);
    expect(subject.ask()).toMatchObject({ granted: false, reason: 'concurrency', key: 'p' });
    for (const end of ends) end(passed);
    subject.sendMany(3);
    expect(subject.ask()).toMatchObject({ granted: false, reason: 'concurrency', key: 'p' });
  });

  test('of calls made one by one is learned from the third case in a row', async () => {
    const subject = createSubject();
    for (let round = 0; round < 3; round += 1) {
      for (let call = 0; call < 5; call += 1) subject.send()(passed);
      subject.send()(refused(2_000));
      subject.advance(2_000);
    }
    for (let call = 0; call < 5; call += 1) subject.send()(passed);
    expect(subject.ask()).toMatchObject({ granted: false, reason: 'budget' });
  });
});
