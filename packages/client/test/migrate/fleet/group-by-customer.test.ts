import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { groupByCustomer, ScatteredRowsError } from '../../../src/migrate/fleet/group-by-customer.ts';
import { collect } from '../../walk/support/collect.ts';

const row = fc.record({
  customerTenantId: fc.constantFrom('A', 'a', 'B', null),
  number: fc.nat(),
});

async function* come<Row>(rows: readonly Row[]) {
  yield* rows;
}

describe('groupByCustomer', () => {
  test('gives the same groups in both modes, or reports that the rows are scattered', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
        const held = await collect(groupByCustomer(come(rows), true));
        const ids = rows.map(({ customerTenantId }) => customerTenantId?.toLowerCase() ?? null);
        const runs = ids.filter((id, index) => index === 0 || id !== ids[index - 1]);
        expect(held.map(({ customerId }) => customerId)).toStrictEqual([...new Set(ids)]);
        expect(held.flatMap((group) => group.rows)).toHaveLength(rows.length);
        const streamed: unknown = await collect(groupByCustomer(come(rows), false)).catch(
          (error: unknown) => error,
        );
        const isScattered = runs.length > held.length;
        expect(streamed instanceof ScatteredRowsError).toBe(isScattered);
        expect(isScattered ? held : streamed).toStrictEqual(held);
      }),
    );
  });

  test('yields a customer as soon as the next one begins', async () => {
    let taken = 0;
    async function* rows() {
      for (const customerTenantId of ['a', 'a', 'b', 'c']) {
        taken += 1;
        yield { customerTenantId };
      }
    }
    const groups = groupByCustomer(rows(), false);
    expect(await groups.next()).toMatchObject({ value: { customerId: 'a', rows: [{}, {}] } });
    expect(taken).toBe(3);
  });
});
