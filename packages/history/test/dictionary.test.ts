import { describe, expect, test } from 'vitest';

import { Dictionary } from '../src/folder/dictionary.ts';
import { customerTuple, workloadTuple } from '../src/tuples.ts';
import { usageRow } from './support/rows.ts';

const numbersOf = (dictionary: Dictionary, rows: readonly object[]) =>
  rows.map((row) => dictionary.numberOf({ ...row }));

describe('a dictionary numbers rows', () => {
  test('in any order, the same texts with the same number', () => {
    const rows = ['A', 'A', 'B', 'A', 'C', 'B', 'A'].map((productId) => usageRow({ productId }));
    expect(numbersOf(new Dictionary(workloadTuple), rows)).toEqual([0, 0, 1, 0, 2, 1, 0]);
  });

  test('by each text, also where those of the key are the same', () => {
    const rows = ['Exchange', 'Teams', null, 'Exchange', 'Teams', null].map((workloadName) =>
      usageRow({ workloadName }),
    );
    const dictionary = new Dictionary(workloadTuple);
    expect(numbersOf(dictionary, rows)).toEqual([0, 1, 2, 0, 1, 2]);
    expect(dictionary.textsOf('workloadName')).toEqual(['Exchange', 'Teams', null]);
  });

  test('by the name of a customer without an id, and not by the word null', () => {
    const rows = [null, 'null', '', null].map((customerTenantId) => usageRow({ customerTenantId }));
    expect(numbersOf(new Dictionary(customerTuple), rows)).toEqual([0, 1, 2, 0]);
  });

  test('with missing texts like rows with null', () => {
    const rows = [
      { customerTenantId: 'a' },
      { customerTenantId: 'a', customerName: null },
      { customerTenantId: 'a' },
    ];
    expect(numbersOf(new Dictionary(customerTuple), rows)).toEqual([0, 0, 0]);
  });
});

test('refuses a number in place of a text, even after the text with its digits', () => {
  const dictionary = new Dictionary(customerTuple);
  dictionary.numberOf({ customerTenantId: '5', customerName: null });
  expect(() => dictionary.numberOf({ customerTenantId: 5, customerName: null })).toThrow(
    'A row has no text as customerTenantId.',
  );
});

test('numbers thousands of customers, whose hashes may be the same', () => {
  // "Aa" and "BB" have the same hash in every text, because of 31 × 65 + 97 = 31 × 66 + 66.
  const parts = (index: number) =>
    Array.from({ length: 12 }, (_, bit) => ((index >> bit) & 1 ? 'Aa' : 'BB')).join('');
  const ids = Array.from({ length: 1_500 }, (_, index) => parts(index));
  const dictionary = new Dictionary(customerTuple);
  const rows = ids.map((customerTenantId) => usageRow({ customerTenantId }));
  expect(numbersOf(dictionary, rows)).toEqual([...ids.keys()]);
  expect(numbersOf(dictionary, rows.toReversed())).toEqual([...ids.keys()].toReversed());
  expect(dictionary.textsOf('customerTenantId')).toEqual(ids);
});
