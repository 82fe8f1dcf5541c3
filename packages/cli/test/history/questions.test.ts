import type { Snapshot } from '@licenses-usage/history';
import { describe, expect, test } from 'vitest';
import { questions, whereOf, type AskOptions } from '../../src/history/questions.ts';
import { readFields, readKind, readWhere } from '../../src/history/select.ts';

describe('the fields after --by', () => {
  test('are separated by commas, with blanks around them', () => {
    expect(readFields(' product , workload')).toStrictEqual(['product', 'workload']);
    expect(readFields('service')).toStrictEqual(['service']);
  });

  test.for(['country', 'partner', 'Service', 'service,'])('are refused with a sentence: %s', (list) => {
    const name = list.split(',').at(-1);
    expect(() => readFields(list)).toThrow(
      `--by: ${name} is not one of service, workload, channel, customer, product.`,
    );
  });
});

describe('the conditions after --only', () => {
  test('are values by field, and several of one field mean any of them', () => {
    expect(readWhere('--only', ['product= Office 365 E3 ', 'product=a=b', ' partner =x'])).toStrictEqual({
      product: ['Office 365 E3', 'a=b'],
      partner: ['x'],
    });
    expect(readWhere('--only', undefined)).toStrictEqual({});
  });

  test.for(['product', 'product=', 'product= ', '=Visio', 'country=x', 'Product=x', 'productX'])(
    'are refused with a sentence: %s',
    (condition) => {
      expect(() => readWhere('--except', [condition])).toThrow(
        '--except takes a field and a value, such as product=Visio. ' +
          'Fields: partner, service, workload, channel, customer, product.',
      );
    },
  );

  test('are combined with a profile, which names the partner', () => {
    expect(whereOf({ only: ['product=Visio'], profile: 'emea' })).toStrictEqual({
      product: ['Visio'],
      partner: 'emea',
    });
    expect(whereOf({ only: ['partner=emea'] })).toStrictEqual({ partner: ['emea'] });
    expect(() => whereOf({ only: ['partner=emea'], profile: 'emea' })).toThrow(
      '--profile and --only partner=… select the same: leave one out.',
    );
  });
});

test('deployment is read only when it is asked for', () => {
  expect([readKind(true), readKind(undefined)]).toStrictEqual(['deployment', 'usage']);
});

describe('a question', () => {
  const format: AskOptions['format'] = 'json';

  /** The question that a history with these snapshots is asked. */
  async function askedBy(name: string, options: Partial<AskOptions>, snapshots: Snapshot[] = []) {
    const asked: unknown[] = [];
    const answer = async (query: unknown) => {
      asked.push(query);
      return [];
    };
    const history = { snapshots: async () => snapshots, trend: answer, changes: answer, atRisk: answer };
    const table = await questions.find((one) => one.name === name)?.prepare({ format, ...options })(history);
    return { asked, rows: table?.rows };
  }

  const of = (partner: string, serviceCode: string, day: string, kind: Snapshot['kind'] = 'usage') => ({
    kind,
    partner,
    serviceCode,
    processedDateTime: `${day}T00:00:00Z`,
    rows: 1,
    active: 1,
    qualified: 2,
  });

  test('has the kind and the conditions of its options', async () => {
    const options = {
      deployment: true,
      only: ['product=a'],
      except: ['product=b'],
      profile: 'emea',
    } as const;
    const where = { product: ['a'], partner: 'emea' };
    const common = { kind: 'deployment', where, except: { product: ['b'] } };
    expect((await askedBy('trend', { ...options, by: 'product', since: '2026-11-05' })).asked).toStrictEqual([
      { ...common, by: ['product'], since: '2026-11-05' },
    ]);
    expect((await askedBy('trend', {})).asked).toStrictEqual([
      { kind: 'usage', where: {}, except: {}, by: undefined, since: undefined },
    ]);
    const risk = { ...options, below: 30, minQualified: 5, to: '2026-11-12' };
    expect((await askedBy('at-risk', risk)).asked).toStrictEqual([
      { ...common, below: 30, minQualified: 5, to: '2026-11-12' },
    ]);
    const pair = [of('a', 'o365', '2026-11-05', 'deployment'), of('a', 'o365', '2026-11-12', 'deployment')];
    const change = { ...options, by: 'service', fell: 1, rose: 2, came: true, went: true } as const;
    expect((await askedBy('changes', { ...change, since: 'x', to: 'y' }, pair)).asked).toStrictEqual([
      { ...common, by: ['service'], from: 'x', to: 'y', fellBy: 1, roseBy: 2, came: true, went: true },
    ]);
  });

  test('about changes needs two snapshots of one service of one partner', async () => {
    const first = of('a', 'o365', '2026-11-05');
    for (const other of [
      of('b', 'o365', '2026-11-12'),
      of('a', 'dynamics', '2026-11-12'),
      of('a', 'o365', '2026-11-12', 'deployment'),
    ])
      await expect(askedBy('changes', {}, [first, other])).rejects.toMatchObject({
        message: 'There are no two snapshots to compare. Record again next week, or with --weeks.',
        exitCode: 4,
      });
    const pair = [first, of('a', 'o365', '2026-11-12')];
    expect((await askedBy('changes', {}, pair)).asked).toHaveLength(1);
  });

  test('about snapshots lists those of one partner, or all', async () => {
    const snapshots = [of('a', 'o365', '2026-11-05'), of('b', 'o365', '2026-11-05')];
    expect((await askedBy('list', {}, snapshots)).rows).toMatchObject([{ partner: 'a' }, { partner: 'b' }]);
    expect((await askedBy('list', { profile: 'b' }, snapshots)).rows).toMatchObject([{ partner: 'b' }]);
  });

  test('takes numbers of points, whole or not', async () => {
    const option = questions
      .find(({ name }) => name === 'changes')
      ?.options.find(({ long }) => long === '--fell');
    expect(option?.parseArg?.('10', undefined)).toBe(10);
    expect(option?.parseArg?.('12.5', undefined)).toBe(12.5);
    for (const text of ['x1', '1x', '1.', '-1', ''])
      expect(() => option?.parseArg?.(text, undefined)).toThrow(
        `--fell takes a number from 0, such as 10; received "${text}".`,
      );
  });
});
