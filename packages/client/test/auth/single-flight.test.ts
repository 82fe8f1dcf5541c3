import { describe, expect, test } from 'vitest';
import { SingleFlight } from '../../src/auth/single-flight.ts';

describe('SingleFlight', () => {
  test('gives everyone who asks for a key the same promise until it settles', async () => {
    const flights = new SingleFlight<number>();
    let runs = 0;
    const work = async () => (runs += 1);
    const first = flights.run('a', work);
    expect(flights.run('a', work)).toBe(first);
    expect(await first).toBe(1);
    expect(await flights.run('a', work)).toBe(2);
  });

  test('runs different keys one after the other, in the order asked', async () => {
    const flights = new SingleFlight<void>();
    const events: string[] = [];
    const work = (name: string) => async () => {
      events.push(`${name} starts`);
      await Promise.resolve();
      events.push(`${name} ends`);
    };
    await Promise.all([flights.run('a', work('a')), flights.run('b', work('b'))]);
    expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  });

  test('goes on after a failure, which only those who asked for it see', async () => {
    const flights = new SingleFlight<string>();
    const failing = flights.run('a', async () => Promise.reject(new Error('no')));
    const next = flights.run('b', async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
    expect(await flights.run('a', async () => 'again')).toBe('again');
  });
});
