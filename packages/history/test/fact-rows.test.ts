import { describe, expect, test } from 'vitest';

import { FactRows, type FactRow } from '../src/folder/fact-rows.ts';

const largest = Number.MAX_SAFE_INTEGER;

function rowsOf(customers: readonly number[]): FactRows {
  const rows = new FactRows();
  for (const customer of customers) rows.push({ customer, line: 0, extra: 0, active: 0, qualified: 0 });
  return rows;
}

describe('rows of numbers', () => {
  test('are read back, with counts up to the largest exact number', () => {
    const rows = new FactRows();
    const pushed: FactRow[] = [];
    for (const [index, active] of [0, 2 ** 31 - 1, 2 ** 31, largest].entries())
      for (const qualified of [0, 2 ** 31 - 1, 2 ** 31, largest])
        pushed.push({ customer: index, line: 2, extra: 1, active, qualified });
    for (const row of pushed) rows.push(row);
    expect(
      pushed.map((_, index) => ({
        customer: rows.at(index, 'customer'),
        line: rows.at(index, 'line'),
        extra: rows.at(index, 'extra'),
        active: rows.at(index, 'active'),
        qualified: rows.at(index, 'qualified'),
      })),
    ).toEqual(pushed);
  });

  test('are kept beyond the first block', () => {
    const customers = Array.from({ length: 40_000 }, (_, index) => index * 3);
    const rows = rowsOf(customers);
    expect(rows.size).toBe(40_000);
    expect(customers.map((_, index) => rows.at(index, 'customer'))).toEqual(customers);
  });

  test('are ordered by the rank of their customer, and else stay in their order', () => {
    expect(rowsOf([0, 0, 1, 2, 1]).orderBy(Uint32Array.of(2, 0, 1))).toEqual(Uint32Array.of(2, 4, 3, 0, 1));
  });

  test('have no order of their own if they are ordered', () => {
    expect(rowsOf([1, 1, 2, 0]).orderBy(Uint32Array.of(2, 0, 1))).toBeUndefined();
  });
});
