import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { createEmulator } from '@licenses-usage/emulator';
import { ask, usage } from '../../src/emulator/ask.ts';
import { schema } from './schemas.ts';

/*
 * Compares the emulator with a naive model of the same facts: all rows are fetched once, and then filtered, grouped and paged by the
 * simplest code.
 */

const isPage = schema('LicensesUsagePage');
const emulator = createEmulator({ customers: 60, seed: 11, snapshotDate: '2017-03-09' });
const numRuns = 200;

const names = [
  'workloadCode',
  'workloadName',
  'serviceCode',
  'serviceName',
  'channel',
  'customerTenantId',
  'customerName',
  'productId',
  'productName',
] as const;
type Name = (typeof names)[number];
type Row = Readonly<Record<Name, string> & { licensesActive: number; licensesQualified: number }>;

async function pageOf(query: Readonly<Record<string, string | number>>) {
  const { body } = await ask(emulator, usage(query));
  if (!isPage(body)) throw new Error(`Not a page: ${JSON.stringify(body)}`);
  return body;
}

function isRow(row: object): row is Row {
  return names.every((name) => name in row);
}

const all = (await pageOf({})).Value.flatMap((row) => (isRow(row) ? [row] : []));

const name = fc.constantFrom(...names);
const comparison = name.chain((field) =>
  fc.record({
    field: fc.constant(field),
    equal: fc.boolean(),
    value: fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...all.map((row) => row[field])) },
      { weight: 1, arbitrary: fc.string({ maxLength: 5 }) },
    ),
  }),
);
type Comparison = Readonly<{ field: Name; equal: boolean; value: string }>;

const textOf = ({ field, equal, value }: Comparison): string =>
  `${field} ${equal ? 'eq' : 'ne'} '${value.replaceAll("'", "''")}'`;
const holds = ({ field, equal, value }: Comparison, row: Row): boolean =>
  (row[field].toLowerCase() === value.toLowerCase()) === equal;

test('there are rows to compare', () => {
  expect(all.length).toBeGreaterThan(200);
});

describe('filter', () => {
  test('evaluates an or of ands', async () => {
    const groups = fc.array(fc.array(comparison, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(groups, fc.boolean(), async (parts, parenthesised) => {
        const ands = parts.map((part) => part.map(textOf).join(' and '));
        const filter = ands.map((and) => (parenthesised ? `(${and})` : and)).join(' or ');
        const expected = all.filter((row) => parts.some((part) => part.every((one) => holds(one, row))));
        expect((await pageOf({ filter })).Value).toEqual(expected);
      }),
      { numRuns },
    );
  });

  test('evaluates an and of ors', async () => {
    const groups = fc.array(fc.array(comparison, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(groups, async (parts) => {
        const filter = parts.map((part) => `(${part.map(textOf).join(' or ')})`).join(' and ');
        const expected = all.filter((row) => parts.every((part) => part.some((one) => holds(one, row))));
        expect((await pageOf({ filter })).Value).toEqual(expected);
      }),
      { numRuns },
    );
  });

  test('a comparison and its opposite share all rows between them', async () => {
    await fc.assert(
      fc.asyncProperty(comparison, async (one) => {
        const other = { ...one, equal: !one.equal };
        const counts = await Promise.all([one, other].map((each) => pageOf({ filter: textOf(each) })));
        expect(counts.reduce((sum, page) => sum + (page.TotalCount ?? 0), 0)).toBe(all.length);
      }),
      { numRuns },
    );
  });
});

describe('groupby', () => {
  test('equals sums computed by hand, filtered or not', async () => {
    const fields = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fields, fc.option(comparison, { nil: undefined }), async (groupBy, filter) => {
        const sums = new Map<string, Record<string, string | number>>();
        for (const row of all) {
          if (filter !== undefined && !holds(filter, row)) continue;
          const chosen = Object.fromEntries(groupBy.map((field) => [field, row[field]]));
          const key = JSON.stringify(chosen);
          const { licensesActive = 0, licensesQualified = 0 } = sums.get(key) ?? {};
          sums.set(key, {
            ...chosen,
            licensesActive: Number(licensesActive) + row.licensesActive,
            licensesQualified: Number(licensesQualified) + row.licensesQualified,
          });
        }
        const page = await pageOf({
          groupby: groupBy.join(','),
          ...(filter !== undefined && { filter: textOf(filter) }),
        });
        expect(page).toEqual({ Value: [...sums.values()], '@nextLink': null, TotalCount: sums.size });
      }),
      { numRuns },
    );
  });
});

describe('paging', () => {
  test('the pages together are the whole list, for any page size', async () => {
    const query = fc.record(
      { filter: comparison.map(textOf), groupby: fc.constantFrom('customerName', 'workloadCode,channel') },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(query, fc.integer({ min: 7, max: 400 }), async (given, top) => {
        const whole = await pageOf(given);
        const rows: unknown[] = [];
        let address: string | null | undefined = usage({ ...given, top });
        while (typeof address === 'string') {
          const { body } = await ask(emulator, address);
          if (!isPage(body)) throw new Error('Not a page.');
          expect(body.TotalCount).toBe(whole.TotalCount);
          rows.push(...body.Value);
          address = body['@nextLink'];
        }
        expect(rows).toEqual(whole.Value);
      }),
      { numRuns },
    );
  });

  test('skip and top select the same as slice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(400), fc.integer({ min: 1, max: 400 }), async (skip, top) => {
        expect((await pageOf({ skip, top })).Value).toEqual(all.slice(skip, skip + top));
      }),
      { numRuns },
    );
  });
});

describe('the superseded operations', () => {
  test('have the same counts for each customer as the superseding one', async () => {
    const isCollection = schema('CustomerLicensesUsageInsightsCollection');
    for (const id of new Set(all.map((row) => row.customerTenantId))) {
      const { body } = await ask(emulator, `/v1/customers/${id}/analytics/licenses/usage`);
      if (!isCollection(body)) throw new Error('Not a collection.');
      const told = body.items.map((item) => [item.productName, item.licensesActive, item.licensesQualified]);
      const rows = all.filter((row) => row.customerTenantId === id);
      expect(told).toEqual(rows.map((row) => [row.productName, row.licensesActive, row.licensesQualified]));
    }
  });

  test('have the percentages of the superseding sums for the partner', async () => {
    const isCollection = schema('PartnerLicensesUsageInsightsCollection');
    const { body } = await ask(emulator, '/v1/analytics/licenses/usage');
    if (!isCollection(body)) throw new Error('Not a collection.');
    const { Value } = await pageOf({ groupby: 'serviceCode,workloadName,channel' });
    const told = body.items.map((item) => [
      `${item.serviceName}/${item.workloadName}/${item.channel}`,
      item.proratedLicensesUsagePercent,
    ]);
    const computed = Value.map((row) => [
      `${row.serviceCode}/${row.workloadName}/${row.channel}`,
      row.licensesQualified === 0
        ? 0
        : Math.round((10_000 * row.licensesActive) / row.licensesQualified) / 100,
    ]);
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(computed));
  });
});
