import { describe, expect, test } from 'vitest';
import { createTally, exitCodeOf } from '../../src/parity/tally.ts';

type Outcome = Parameters<ReturnType<typeof createTally>['add']>[0];

function tallyOf(...outcomes: readonly Outcome[]) {
  const tally = createTally();
  for (const outcome of outcomes) tally.add(outcome);
  return tally.result();
}

const none = { agree: 0, differ: 0, notComparable: 0, noData: 0, failed: 0, notListed: 0 };

describe('a tally of compared customers', () => {
  test.for([
    [[], { verdict: 'no-data', customers: 0 }],
    [['agree', 'agree', 'no-data'], { verdict: 'agree', customers: 3, agree: 2, noData: 1 }],
    [
      ['agree', 'differ', 'not-comparable'],
      { verdict: 'differ', customers: 3, agree: 1, differ: 1, notComparable: 1 },
    ],
    [['agree', 'not-comparable'], { verdict: 'not-comparable', customers: 2, agree: 1, notComparable: 1 }],
    [['agree', 'not-listed'], { verdict: 'differ', customers: 2, agree: 1, notListed: 1 }],
    [['agree', 'failed'], { verdict: 'agree', customers: 2, agree: 1, failed: 1 }],
  ] as const)('counts %j, and has one verdict', ([outcomes, tally]) => {
    expect(tallyOf(...outcomes)).toStrictEqual({ ...none, ...tally });
  });
});

test.for([
  ['agree', 0, 0],
  ['agree', 1, 3],
  ['differ', 0, 1],
  ['differ', 2, 1],
  ['not-comparable', 0, 4],
  ['not-comparable', 1, 3],
  ['no-data', 0, 4],
] as const)('a comparison with the verdict %s and %d failures ends with %d', ([verdict, failed, code]) => {
  expect(exitCodeOf(verdict, failed)).toBe(code);
});

test('a comparison of one customer has no failures', () => {
  expect(exitCodeOf('agree')).toBe(0);
});
