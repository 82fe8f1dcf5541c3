import { describe, expect, test } from 'vitest';

import { operations } from '../../src/generated/operations.ts';
import { createEmulator, type EmulatorOptions } from '../../src/index.ts';
import type { Facts } from '../../src/facts/facts.ts';
import { answerPage } from '../../src/operations/answer-page.ts';
import { createOperationContext } from '../../src/operations/context.ts';
import { licensesUsageRows } from '../../src/operations/row-tables.ts';
import { readSettings } from '../../src/settings.ts';
import { ask, documentedClock, usage } from '../support/ask.ts';
import { schema } from '../support/schemas.ts';

const largestPage = Number(operations.listLicensesUsage.query['top']?.maximum);
const isPage = schema('LicensesUsagePage');

async function pageAt(address: string, options: EmulatorOptions = {}) {
  const { body } = await ask(createEmulator({ clock: documentedClock, ...options }), address);
  if (!isPage(body)) throw new Error('Not a page of rows.');
  return body;
}

async function problemWith(query: string): Promise<unknown> {
  const answer = await ask(createEmulator(), `/v1/analytics/commercial/usage/license/?${query}`);
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({
    code: 'BadRequest',
    source: 'AnalyticsAPI',
    innererror: { code: 'InvalidQueryParameters' },
  });
  return answer.body;
}

describe('the address', () => {
  test.each([
    '/v1/analytics/commercial/usage/license/',
    '/v1/analytics/commercial/usage/license',
    '/partner/v1/analytics/commercial/usage/license/',
    '/partner/v1/analytics/commercial/usage/license',
  ])('%s works, and its next link stays there', async (path) => {
    const page = await pageAt(`${path}?top=1`);
    expect(page['@nextLink']).toBe(`${path}?top=1&skip=1`);
  });

  test('/partner serves only the superseding operation', async () => {
    expect((await ask(createEmulator(), '/partner/v1/customers')).status).toBe(404);
  });
});

describe('paging', () => {
  test('the last page has no next link', async () => {
    const { TotalCount } = await pageAt(usage());
    const last = await pageAt(usage({ top: 10, skip: (TotalCount ?? 0) - 10 }));
    expect(last.Value).toHaveLength(10);
    expect(last['@nextLink']).toBeNull();
  });

  test('a page beyond the end is empty and still has the total count', async () => {
    const page = await pageAt(usage({ skip: 1_000_000 }));
    expect(page).toEqual({ Value: [], '@nextLink': null, TotalCount: 43 });
  });

  test('the next link is relative and unencoded, and still leads to the next page', async () => {
    const filter = "customerName ne 'R&D + 100% #1' and workloadCode eq 'EXO'";
    const first = await pageAt(usage({ filter, top: 2 }));
    expect(first['@nextLink']).toBe(
      "/v1/analytics/commercial/usage/license/?filter=customerName ne 'R%26D %2B 100%25 %231' and workloadCode eq 'EXO'&top=2&skip=2",
    );
    const second = await pageAt(first['@nextLink'] ?? '');
    const both = await pageAt(usage({ filter, top: 4 }));
    expect([...first.Value, ...second.Value]).toEqual(both.Value);
  });

  test('the next link keeps every other parameter of the query', async () => {
    const page = await pageAt(usage({ TOP: 1, stop: 2, topic: 3 }));
    expect(page['@nextLink']).toBe('/v1/analytics/commercial/usage/license/?stop=2&topic=3&top=1&skip=1');
  });

  test.each(['', "channel ne 'direct'"])(
    'pages of three rows with filter "%s" make up the whole',
    async (filter) => {
      const whole = await pageAt(usage({ filter }));
      const rows: unknown[] = [];
      for (let skip = 0; skip < whole.Value.length; skip += 3) {
        const page = await pageAt(usage({ filter, top: 3, skip }));
        expect(page.TotalCount).toBe(whole.TotalCount);
        rows.push(...page.Value);
      }
      expect(rows).toEqual(whole.Value);
    },
  );

  test('an empty value counts as absent', async () => {
    expect((await pageAt(`${usage()}top=&top=2&skip=`)).Value).toHaveLength(2);
  });

  test('computes the rows of the customers on the page, and of no others', async () => {
    const { facts } = readSettings({ clock: documentedClock });
    const computed: number[] = [];
    const counting = {
      ...licensesUsageRows,
      factsOf: (all: Facts, index: number, day: string | undefined) => {
        computed.push(index);
        return licensesUsageRows.factsOf(all, index, day);
      },
    };
    // The first customer has five rows, the second has four, and the third eight.
    const url = new URL(usage({ skip: 5, top: 4 }), 'https://api.partnercenter.microsoft.com');
    const call = {
      operation: 'listLicensesUsage',
      method: 'GET',
      url,
      pathParameters: {},
      headers: {},
      body: '',
    } as const;
    const context = createOperationContext(call, 'listLicensesUsage', { facts, caseSensitiveFilter: false });
    expect(JSON.parse(answerPage(context, counting).body)).toMatchObject({
      Value: Array.from({ length: 4 }, () => ({ customerName: 'TEST COMPANY' })),
      TotalCount: 43,
    });
    expect(computed).toEqual([1]);
  });

  test.each([
    [`top=${largestPage + 1}`, `top parameter cannot be more than ${largestPage}`],
    ['top=0', 'top parameter cannot be less than 1'],
    ['top=1e2', 'top parameter is not a whole number of at least 0'],
    ['top=abc', 'top parameter is not a whole number of at least 0'],
    ['top=1.5', 'top parameter is not a whole number of at least 0'],
    ['skip=-1', 'skip parameter is not a whole number of at least 0'],
    ['skip=1&skip=2', 'skip parameter is given 2 times'],
  ])('%s is refused', async (query, problem) => {
    expect(await problemWith(query)).toMatchObject({ message: problem, innererror: { data: [problem] } });
  });

  test('a page has at most as many rows as the description says', async () => {
    const customers = Math.ceil(largestPage / 3); // with more than three rows each
    const page = await pageAt(usage({ top: largestPage }), { customers });
    expect(page.Value).toHaveLength(largestPage);
    expect(page['@nextLink']).toContain(`skip=${largestPage}`);
  });
});

describe('filter', () => {
  test('the documented example finds rows, although the case of a value differs from the data', async () => {
    const filter = "workloadCode eq 'SFB' or (channel eq 'Reseller')";
    const { Value, TotalCount } = await pageAt(usage({ filter }));
    expect(TotalCount).toBe(42);
    expect(Value.every(({ channel }) => channel === 'reseller')).toBe(true);
  });

  test.each([
    [false, "channel ne 'RESELLER'", 1],
    [false, "channel ne 'Direct'", 42],
    [true, "channel ne 'RESELLER'", 43],
    [true, "channel ne 'reseller'", 1],
  ])('with case-sensitive values %s, %s finds %i rows', async (caseSensitiveFilter, filter, count) => {
    const { TotalCount } = await pageAt(usage({ filter }), { caseSensitiveFilter });
    expect(TotalCount).toBe(count);
  });

  test('is case-sensitive with caseSensitiveFilter', async () => {
    const options = { caseSensitiveFilter: true };
    expect(await pageAt(usage({ filter: "channel eq 'Reseller'" }), options)).toMatchObject({
      TotalCount: 0,
    });
    expect(await pageAt(usage({ filter: "channel eq 'reseller'" }), options)).toMatchObject({
      TotalCount: 42,
    });
  });

  test.each([
    ["O'Brien Outfitters", 8],
    ['Fabrikam & Daughters', 5],
    ['青空ソフトウェア株式会社', 5],
    ['Bäckerei Sonnenschein 🥨', 3],
    ['=Equals Engineering', 1],
    ['شركة النخيل التجارية', 6],
  ])('finds the customer %s by name', async (name, count) => {
    const filter = `customerName eq '${name.replaceAll("'", "''")}'`;
    const page = await pageAt(usage({ filter }));
    expect(page.TotalCount).toBe(count);
    expect(page.Value[0]?.customerName).toBe(name);
  });

  test('an unreadable filter is refused with the place of the problem', async () => {
    expect(await problemWith('filter=workloadCode%20eq%20SFB')).toMatchObject({
      message: 'filter expects a string in single quotes at position 16',
    });
  });
});

describe('groupby', () => {
  test('returns the named fields and the two sums, and nothing else', async () => {
    const page = await pageAt(usage({ groupby: 'serviceCode,channel' }));
    expect(page).toEqual({
      Value: [
        { serviceCode: 'o365', channel: 'reseller', licensesActive: 2241, licensesQualified: 3171 },
        { serviceCode: 'crm', channel: 'reseller', licensesActive: 36, licensesQualified: 66 },
        { serviceCode: 'o365', channel: 'direct', licensesActive: 12, licensesQualified: 12 },
      ],
      '@nextLink': null,
      TotalCount: 3,
    });
  });

  test('counts the rows that a filter leaves, and takes blanks between the names', async () => {
    const query = { filter: "channel eq 'direct'", groupby: 'serviceCode, channel' };
    expect((await pageAt(usage(query))).Value).toEqual([
      { serviceCode: 'o365', channel: 'direct', licensesActive: 12, licensesQualified: 12 },
    ]);
  });

  test('pages over groups', async () => {
    const page = await pageAt(usage({ groupby: 'serviceCode,channel', top: 1, skip: 1 }));
    expect(page.Value).toEqual([
      { serviceCode: 'crm', channel: 'reseller', licensesActive: 36, licensesQualified: 66 },
    ]);
    expect(page['@nextLink']).toContain('groupby=serviceCode,channel&top=1&skip=2');
  });

  test('is read in the spelling of the sibling operations too', async () => {
    expect(await pageAt(usage({ groupBy: 'channel' }))).toMatchObject({ TotalCount: 2 });
  });

  test.each([
    [
      'groupby=licensesActive',
      'groupby names "licensesActive", which is not one of workloadCode, workloadName, serviceCode',
    ],
    ['groupby=channel,', 'groupby names "", which is not one of'],
    ['groupby=channel,channel', 'groupby names a field twice'],
  ])('%s is refused', async (query, problem) => {
    expect(JSON.stringify(await problemWith(query))).toContain(JSON.stringify(problem).slice(1, -1));
  });
});

describe('processedDateTime', () => {
  test.each([
    ['2017-03-02', 'o365'],
    ['2017-03-02T00:00:00', 'o365'],
    ['2017-03-02T00:00:00Z', 'o365'],
    ['2017-03-02T02:00:00+02:00', 'o365'],
    ['2017-03-03', 'crm'],
  ])('%s selects the snapshot of %s on that day', async (processedDateTime, serviceCode) => {
    const { Value } = await pageAt(usage({ processedDateTime }));
    expect(Value.length).toBeGreaterThan(0);
    expect(new Set(Value.map((row) => row.serviceCode))).toEqual(new Set([serviceCode]));
    expect(Value[0]).toHaveProperty(
      'processedDateTime',
      serviceCode === 'crm' ? '2017-03-03T00:00:00' : '2017-03-02T00:00:00',
    );
  });

  test.each(['2017-03-01', '2015-03-12', '2030-01-01'])(
    '%s, a day without a snapshot, is empty',
    async (day) => {
      expect(await pageAt(usage({ processedDateTime: day }))).toMatchObject({
        TotalCount: 0,
        '@nextLink': null,
      });
    },
  );

  test('reaches back two years in weeks', async () => {
    const oldest = await pageAt(usage({ processedDateTime: '2015-03-19' }));
    expect(oldest.TotalCount).toBeGreaterThan(0);
  });

  test.each(['yesterday', '2017-02-30', '2017-03-02T25:00:00', '20170302'])(
    '%s is refused',
    async (value) => {
      expect(await problemWith(`processedDateTime=${value}`)).toMatchObject({
        message: 'processedDateTime parameter is not a date such as 2018-10-14T00:00:00',
      });
    },
  );
});
