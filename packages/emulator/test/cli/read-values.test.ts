import { describe, expect, test } from 'vitest';

import { readBudget, readDuration, readFaultWord, readNumber } from '../../src/cli/read-values.ts';

describe('the value of a switch', () => {
  test.each([
    ['50ms', 50],
    ['2s', 2000],
    ['10m', 600_000],
    ['12h', 43_200_000],
  ])('is a duration: %s', (text, inMs) => {
    expect(readDuration('--latency', text)).toBe(inMs);
  });

  test.each(['5', 'ms', 'x5ms', '5msx', '5d', '1.5s', '-1s', ''])('is no duration: "%s"', (text) => {
    expect(() => readDuration('--latency', text)).toThrow(
      `--latency is "${text}"; it must be a duration such as 50ms, 2s, 10m or 1h.`,
    );
  });

  test('is a limit', () => {
    expect(readBudget('--throttle', '60/1m')).toEqual({ requests: 60, windowInMs: 60_000 });
    for (const text of ['60', '60/', '/1m', 'x60/1m', '60/1m x']) {
      expect(() => readBudget('--throttle', text)).toThrow(
        `--throttle is "${text}"; it must be a limit such as 60/1m.`,
      );
    }
    expect(() => readBudget('--throttle', '60/1d')).toThrow('--throttle is "1d"; it must be a duration');
  });

  test('is a whole number', () => {
    expect([readNumber('--seed', '0'), readNumber('--seed', '-12')]).toEqual([0, -12]);
    for (const text of ['x1', '1x', '1.5', '']) {
      expect(() => readNumber('--seed', text)).toThrow(`--seed is "${text}"; it must be a whole number.`);
    }
  });

  test('is a fault, with or without conditions', () => {
    expect(readFaultWord('gzip')).toEqual({ fault: 'gzip' });
    expect(readFaultWord('gzip:')).toEqual({ fault: 'gzip' });
    expect(readFaultWord('gzip:operation=listCustomers,probability=0.5,request=2')).toEqual({
      fault: 'gzip',
      operation: 'listCustomers',
      probability: 0.5,
      onNthRequest: 2,
    });
    // Not a number is refused with the other options.
    expect(readFaultWord('gzip:probability=,request=')).toEqual({
      fault: 'gzip',
      probability: Number.NaN,
      onNthRequest: Number.NaN,
    });
  });

  test.each([
    ['trottled:often', 'There is no fault "trottled". The nearest is "throttled"'],
    ['gzip:often', 'Fault gzip: "often" is not a condition; write operation=…, probability=… or request=….'],
    ['gzip:operation', 'Fault gzip: there is no operation ""; there are '],
    ['gzip:operation=a=b', 'Fault gzip: there is no operation "a=b"; there are '],
    ['gzip:operation=all', 'getCustomerLicensesUsage, getPartnerLicensesUsage, '],
  ])('is not the fault %s', (word, sentence) => {
    expect(() => readFaultWord(word)).toThrow(sentence);
  });
});
