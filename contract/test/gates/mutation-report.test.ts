import { describe, expect, test } from 'vitest';

import { type GateName, gateNames } from '../../src/mutation/gates.ts';
import type { Mutation } from '../../src/mutation/mutation.ts';
import { reportOn, type Tried } from '../../src/mutation/report.ts';

function mutation(place: string, isHarmless = false): Mutation {
  return { document: 'pact', place, change: 'changed', isHarmless, apply: (same) => same };
}

const killedBy = (...gates: readonly GateName[]) =>
  Object.fromEntries(gates.map((gate) => [gate, 'refused']));
const harmless: Tried = { mutation: mutation('anywhere', true), kills: {} };
const refused: Tried = { mutation: mutation('there'), kills: killedBy(...gateNames) };
const survived: Tried = { mutation: mutation('here'), kills: {} };
const reviewed = {
  document: 'pact',
  place: /^here$/,
  changes: ['changed'],
  reason: 'Nobody looks.',
} as const;

describe('the report on mutations', () => {
  test('is empty when every fault is refused', () => {
    expect(reportOn([refused, harmless], true, []).faults).toEqual([]);
  });

  test('finds a fault that survived', () => {
    expect(reportOn([refused, survived, harmless], true, []).faults).toEqual([
      expect.stringContaining('Survived: pact here changed.'),
    ]);
  });

  test('accepts a survivor with a reason', () => {
    const { summary, faults } = reportOn([refused, survived, harmless], true, [reviewed]);
    expect(faults).toEqual([]);
    expect(summary).toContain('1 × Nobody looks.');
  });

  test('finds an unused reason', () => {
    expect(reportOn([refused, harmless], true, [reviewed]).faults).toEqual([
      expect.stringContaining('No survivor has this reason any more: "Nobody looks."'),
    ]);
  });

  test('finds a reason that matches a refused mutation, even in a sample', () => {
    const wide = { ...reviewed, place: /here$/ };
    expect(reportOn([refused, survived, harmless], false, [wide]).faults).toEqual([
      expect.stringContaining('yet listed: pact there changed'),
    ]);
  });

  test('finds a harmless change that was refused', () => {
    const minded = { ...harmless, kills: killedBy('negative') };
    expect(reportOn([refused, minded], true, []).faults).toEqual([
      expect.stringContaining('Harmless, yet refused: pact anywhere changed'),
    ]);
  });

  test('finds every fault when all gates are off', () => {
    const off = [refused, survived].map((each) => ({ ...each, kills: {} }));
    const { faults } = reportOn([...off, harmless], true, [reviewed]);
    expect(faults).toContainEqual(expect.stringContaining('Survived: pact there changed'));
    expect(faults.filter((fault) => fault.startsWith('The gate '))).toHaveLength(gateNames.length);
  });

  test('finds a gate that refused nothing in a full run', () => {
    const others = gateNames.filter((name) => name !== 'boundary');
    const withoutBoundary = { ...refused, kills: killedBy(...others) };
    expect(reportOn([withoutBoundary, harmless], true, []).faults).toEqual([
      expect.stringContaining('The gate boundary refused nothing'),
    ]);
    expect(reportOn([withoutBoundary, harmless], false, []).faults).toEqual([]);
  });

  test('counts kills by gate', () => {
    const tried = [
      refused,
      { mutation: mutation('here'), kills: killedBy('boundary', 'types') },
      { mutation: mutation('elsewhere'), kills: killedBy('boundary') },
      harmless,
    ];
    const row = reportOn(tried, false, [])
      .kinds.split('\n')
      .find((line) => line.startsWith('| all'));
    const numbers = gateNames.map((gate) => (gate === 'boundary' ? 3 : gate === 'types' ? 2 : 1));
    expect(row?.replaceAll(/\s/g, '')).toBe(`|all|3|3|${numbers.join('|')}|`);
  });

  test.each([
    ['nothing', []],
    ['harmless changes alone', [harmless]],
    ['faults alone', [refused]],
  ])('refuses to report on %s', (_what, tried) => {
    expect(() => reportOn(tried, true, [])).toThrow('nothing is shown');
  });
});
