import { expect, it } from 'vitest';
import { findDrift } from '../src/find-drift.ts';

it('finds no drift between equal texts', () => {
  expect(findDrift('a\nb\n', 'a\nb\n')).toBeNull();
});

it.each([
  ['a changed line', 'a\nb\nc\n', 'a\nB\nC\n', { line: 2, expected: 'b', actual: 'B' }],
  ['a file that ends too early', 'a\nb', 'a', { line: 2, expected: 'b', actual: null }],
  ['a file that goes on too long', 'a', 'a\nb', { line: 2, expected: null, actual: 'b' }],
  ['a missing line break at the end', 'a\n', 'a', { line: 2, expected: '', actual: null }],
  ['an empty file', 'a\n', '', { line: 1, expected: 'a', actual: '' }],
])('points at the first difference of %s', (_what, expected, actual, drift) => {
  expect(findDrift(expected, actual)).toEqual(drift);
});
