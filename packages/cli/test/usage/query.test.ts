import { describe, expect, test } from 'vitest';
import type { Column, OutputRow } from '../../src/output/rows.ts';
import { groupColumns, rowColumns, usagePercent } from '../../src/usage/columns.ts';
import { fieldsOf, readCustomerId, readFilter, readGroupings } from '../../src/usage/query.ts';
import { readSortOrder, sortHelp, sortRows } from '../../src/usage/sort.ts';

const id = '3f0c9a52-6d1b-4e8f-9a07-00000000000a';

describe('a condition', () => {
  test.for([
    [undefined, undefined, undefined],
    [undefined, "workloadCode eq 'EXO'", "workloadCode eq 'EXO'"],
    [id, undefined, `customerTenantId eq '${id.toUpperCase()}'`],
    [id, "a eq 'b' or a eq 'c'", `(a eq 'b' or a eq 'c') and customerTenantId eq '${id.toUpperCase()}'`],
  ] as const)('of customer %s and %s is %s', ([customer, where, filter]) => {
    expect(readFilter(customer, where)).toBe(filter);
  });

  test('is refused when it is empty, or when the customer is not a GUID', () => {
    expect(() => readFilter(undefined, ' ')).toThrow(
      `--where is empty. Example: --where "workloadCode eq 'EXO'"`,
    );
    expect(readCustomerId(id.toUpperCase())).toBe(id.toUpperCase());
    for (const text of [
      '',
      'x',
      `${id}0`,
      `0${id}`,
      id.slice(1),
      id.replaceAll('-', ''),
      id.replace('a', 'g'),
    ])
      expect(() => readFilter(text, undefined)).toThrow(
        `--customer takes the tenant id of a customer, a GUID such as 3f0c9a52-6d1b-4e8f-9a07-000000000005; received "${text}".`,
      );
  });
});

describe('a grouping', () => {
  test('keeps the given order without repeats, and prints codes beside names', () => {
    expect(readGroupings('workload, channel,workload')).toStrictEqual(['workload', 'channel']);
    expect(fieldsOf(['service', 'workload', 'channel', 'customer', 'product'])).toStrictEqual([
      'serviceCode',
      'serviceName',
      'workloadCode',
      'workloadName',
      'channel',
      'customerTenantId',
      'customerName',
      'productId',
      'productName',
    ]);
    expect(groupColumns(['workloadCode', 'workloadName']).map(({ title }) => title)).toStrictEqual([
      'Code',
      'Workload',
      'Active',
      'Qualified',
      'Usage %',
    ]);
  });

  test('is refused when it sums over workloads, or does not exist', () => {
    expect(() => readGroupings('service,customer')).toThrow(
      '--by service,customer: add workload. One licence qualifies for several workloads, so a sum over them counts it several times.',
    );
    expect(() => readGroupings('workload,colour')).toThrow(
      '--by: there is no "colour". Choose from service, workload, channel, customer, product, separated by commas.',
    );
    expect(() => readGroupings('workload,')).toThrow('there is no ""');
  });
});

test('a percentage relates to qualified licences, has two decimals, and exceeds 100 when more are active', () => {
  const percentOf = (licensesActive: number, licensesQualified: number) =>
    usagePercent({ licensesActive, licensesQualified });
  expect([percentOf(1, 3), percentOf(164, 50), percentOf(0, 5), percentOf(3, 0)]).toStrictEqual([
    33.33,
    328,
    0,
    null,
  ]);
});

describe('an order', () => {
  async function sorted(text: string, rows: readonly OutputRow[]): Promise<unknown[]> {
    async function* pages() {
      for (const row of rows) yield [row];
    }
    const all: OutputRow[] = [];
    for await (const page of sortRows(pages(), readSortOrder(text, rowColumns))) all.push(...page);
    return all.map((row) => Object.values(row)[0]);
  }

  test.for([
    ['usage', 'usagePercent', [3, null, 20, 1, null], [1, 3, 20, null, null]],
    ['usage:desc', 'usagePercent', [3, null, 20, 1], [20, 3, 1, null]],
    ['Customer', 'customerName', ['b', 'Ä', 'a', null, 'z'], ['a', 'Ä', 'b', 'z', null]],
    ['customer:DESC', 'customerName', ['b', null, 'z'], ['z', 'b', null]],
    ['workload:asc', 'workloadName', ['b', 'a'], ['a', 'b']],
  ] as const)('by %s', async ([text, column, values, expected]) => {
    expect(
      await sorted(
        text,
        values.map((value) => ({ [column]: value })),
      ),
    ).toStrictEqual(expected);
  });

  test('keeps the order of equal rows, and yields nothing without rows', async () => {
    const rows = ['first', 'second'].map((name) => ({ name, channel: 'direct' }));
    expect(await sorted('channel', rows)).toStrictEqual(['first', 'second']);
    expect(await sorted('channel', [])).toStrictEqual([]);
  });

  test('is refused for a column that is not printed, with the names of those that are', () => {
    const columns: readonly Column[] = groupColumns(['workloadCode', 'workloadName']);
    for (const text of ['customer', 'usage:up', 'usage:desc:', '', ':desc', 'licensesActive'])
      expect(() => readSortOrder(text, columns)).toThrow(
        `--sort: there is no "${text}". Choose from workload, active, qualified, usage, with ":desc" to turn it round.`,
      );
    expect(sortHelp).toBe(
      'customer, product, service, workload, channel, active, qualified, usage; with ":desc" from the largest down',
    );
  });
});
