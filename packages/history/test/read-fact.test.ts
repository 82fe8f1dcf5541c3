import { expect, test } from 'vitest';

import { kinds } from '../src/kinds.ts';
import { createFactReader } from '../src/read-fact.ts';
import type { Fields } from '../src/tuples.ts';
import { deploymentRow, usageRow } from './support/rows.ts';

test('finds unknown fields anywhere, even after rows without any', () => {
  const readFact = createFactReader('usage');
  const extras = [
    usageRow(),
    { ...usageRow(), region: 'EU' },
    { region: 'US', ...usageRow() },
    usageRow(),
    { ...usageRow(), region: undefined },
    { customerName: null },
    { ...usageRow(), region: null },
  ].map((row) => readFact({ licensesActive: 0, licensesQualified: 0, ...row }).extra);
  expect(extras).toEqual([null, '{"region":"EU"}', '{"region":"US"}', null, null, null, '{"region":null}']);
});

test.each([
  ['usage', usageRow()],
  ['deployment', deploymentRow()],
] as const)('tells two rows of %s apart by each of their texts', (kind, row) => {
  const { customer, line } = kinds[kind];
  const fields: Fields = { ...row };
  const found = [...customer.columns, ...line.columns].map((column) => {
    const other = { ...fields, [column]: 'other' };
    return [column, customer.isSame(fields, other), line.isSame(fields, other)];
  });
  expect(found).toEqual([
    ...customer.columns.map((column) => [column, false, true]),
    ...line.columns.map((column) => [column, true, false]),
  ]);
});
