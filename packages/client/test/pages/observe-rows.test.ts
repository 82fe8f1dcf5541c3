import { describe, expect, expectTypeOf, test } from 'vitest';
import { observeRows, sketch } from '../../src/pages/observe-rows.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { text } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { collect } from '../walk/support/collect.ts';
import { wireRows } from '../walk/support/usage-page.ts';

const nested = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;

/** The rows as JSON, each with an unknown field that is nested deeply. */
function withNested(rows: readonly object[]): string {
  return rows.map((row) => `{"unknown":${nested},${JSON.stringify(row).slice(1)}`).join();
}

describe('rows with an unknown field that is nested without end', () => {
  test.for([{ rowBatches: true }, { rowBatches: false }])('are delivered with %j', async (options) => {
    const answer = text(`{"Value":[${withNested(wireRows(0, 2))}],"TotalCount":2}`);
    const { client } = createTestClient([answer], options);
    const rows = await collect(client.listLicensesUsage());
    expect(rows.map((row) => row.licensesActive)).toEqual([0, 1]);
    expect(rows[1]).toHaveProperty('unknown');
  });

  test('are delivered by a list of customers', async () => {
    const id = 'b44bb1fb-c595-45b0-9e09-d657365580bf';
    const customer = { id, companyProfile: { tenantId: id }, relationshipToPartner: 'reseller' };
    const { client } = createTestClient([
      text(`{"totalCount":2,"items":[${withNested([customer, customer])}]}`),
    ]);
    expect((await collect(client.listCustomers())).map((row) => row.id)).toEqual([id, id]);
  });
});

test('a sketch tells values apart as deeply as rows are documented', () => {
  const row = { id: 1, profile: { name: 'a', tags: ['b', null] } };
  expect(sketch([row])).toBe(sketch([structuredClone(row)]));
  const others = [
    { ...row, id: '1' },
    { ...row, profile: { name: 'a', tags: ['b'] } },
    { ...row, profile: { name: 'b', tags: ['b', null] } },
    { profile: row.profile },
  ];
  for (const other of others) expect(sketch([other])).not.toBe(sketch([row]));
});

const dated = (processedDateTime: unknown) => ({ processedDateTime });

describe('the snapshot of a page', () => {
  test.for([
    ['nothing without rows', [], undefined],
    ['the date of all rows, without its offset', [dated('2018-10-14T00:00:00Z')], '2018-10-14T00:00:00'],
    [
      'one date, however many rows have it',
      [dated('2018-10-14T00:00:00Z'), dated('2018-10-14T00:00:00Z')],
      '2018-10-14T00:00:00',
    ],
    ['none when two rows differ', [dated('2018-10-14T00:00:00Z'), dated('2018-10-15T00:00:00Z')], null],
    ['none when a row has no date', [dated('2018-10-14T00:00:00Z'), dated(null)], null],
    ['none when no row has a date', [dated(null), dated(null)], null],
    ['none when rows are grouped', [{}, {}], null],
    ['none when the date is no date', [dated('yesterday')], null],
    ['none when the date is no text', [dated(5)], null],
    ['the year-1 sentinel like any other', [dated('0001-01-01T00:00:00Z')], '0001-01-01T00:00:00'],
  ] as const)('is %s', ([, rows, snapshot]) => {
    const seen = observeRows(undefined);
    seen.onRows(rows, createDecodeContext(), 0);
    expect(seen.snapshot).toBe(snapshot);
    expectTypeOf(seen.snapshot).toEqualTypeOf<string | null | undefined>();
  });
});
