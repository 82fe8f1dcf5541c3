import { describe, expect, test } from 'vitest';
import { ConfigurationError } from '../../src/errors/configuration-error.ts';
import { afterEachRow, FieldsReader, insightReadersOf, readersOf } from '../../src/migrate/read-fields.ts';
import { toPartnerLicensesUsage } from '../../src/migrate/to-partner-licenses-usage.ts';
import { thrownBy } from '../support/thrown-by.ts';
import { usageRow } from './usage-row.ts';

describe('readersOf', () => {
  test('takes the rows of any iterable, one by one', () => {
    const rows = new Set([usageRow(), usageRow({ channel: null })]);
    expect(Array.from(readersOf(rows, ''), (read) => read.text('channel'))).toStrictEqual(['reseller', null]);

    let taken = 0;
    function* endless() {
      for (;;) {
        taken += 1;
        yield usageRow();
      }
    }
    expect(readersOf(endless(), '').next().value).toBeInstanceOf(FieldsReader);
    expect(taken).toBe(1);
  });

  const row = '"serviceCode":"o365","workloadName":"Exchange","channel":null';
  test.for([
    ['[{"serviceCode":"o365","workloadName":"Exchange"}]', 'rows[0].channel', 'received undefined'],
    [
      `[{${row},"licensesActive":1,"licensesQualified":1},{"serviceCode":5}]`,
      'rows[1].serviceCode',
      'received 5',
    ],
    [`[{${row},"licensesActive":"many"}]`, 'rows[0].licensesActive', 'received "many"'],
    [`[{${row},"licensesActive":-1}]`, 'rows[0].licensesActive', 'received -1'],
    [`[{${row},"licensesActive":1,"licensesQualified":1.5}]`, 'rows[0].licensesQualified', 'received 1.5'],
    [`[{${row},"licensesActive":1}]`, 'rows[0].licensesQualified', 'received undefined'],
    ['[null]', 'rows[0]', 'received null'],
    ['[["a"]]', 'rows[0]', 'received an array of 1'],
    ['{"items":[]}', 'rows', 'received an object'],
    ['null', 'rows', 'received null'],
    ['"rows"', 'rows', 'received "rows"'],
  ] as const)('refuses %s at %s, and says how to ask', ([json, argument, received]) => {
    const error = thrownBy(() => toPartnerLicensesUsage(JSON.parse(json)));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument, message: expect.stringContaining(received) });
    expect(error).toHaveProperty('message', expect.stringContaining('listLicensesUsage({ groupBy: ['));
  });
});

describe('FieldsReader', () => {
  const countIn = (licensesActive: unknown) =>
    new FieldsReader('rows', 0, { licensesActive }).count('licensesActive');

  test.for([
    [0, 0],
    [-0, 0],
    [63, 63],
    ['63', 63],
    ['206.0', 206],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ] as const)('reads the count %j as %d', ([value, count]) => {
    expect(countIn(value)).toBe(count);
  });

  test.for([
    -1,
    1.5,
    Number.NaN,
    2 ** 53,
    '',
    ' 1',
    '1.5',
    '-1',
    '1e3',
    '0x19',
    'many',
    null,
    undefined,
    [],
    true,
  ] as const)('refuses the count %j', (value) => {
    const error = thrownBy(() => countIn(value));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ argument: 'rows[0].licensesActive' });
  });

  test.for([
    [91.69, 91.69],
    ['91.69', 91.69],
    ['-1', -1],
    ['1E-05', 0.000_01],
    [null, null],
    [undefined, null],
  ] as const)('reads the percentage %j as %j', ([usagePercent, percent]) => {
    expect(new FieldsReader('legacy', 0, { usagePercent }).percent('usagePercent')).toBe(percent);
  });

  test.for(['0x19', '0b11', '0o7', 'Infinity', 'NaN', ' ', '', '1_000', '5 %', true, Number.NaN] as const)(
    'refuses the percentage %j',
    (usagePercent) => {
      const read = new FieldsReader('legacy', 3, { usagePercent });
      expect(thrownBy(() => read.percent('usagePercent'))).toMatchObject({
        argument: 'legacy[3].usagePercent',
      });
    },
  );
});

describe('what is refused', () => {
  const message = (run: () => unknown) => String(thrownBy(run));
  // JSON hides the mistakes from the compiler.
  const given = (json: string) => JSON.parse(json);

  test.for([
    [
      'insights that are none',
      () => insightReadersOf(given('{"items":5}')),
      'legacy: expected the answer of a superseded operation, already awaited, or its items, received an object. Nothing was sent. Example: await client.getCustomerLicensesUsage(customerId)',
    ],
    [
      'no insights at all',
      () => insightReadersOf(given('null')),
      'legacy: expected the answer of a superseded operation, already awaited, or its items, received null. Nothing was sent. Example: await client.getCustomerLicensesUsage(customerId)',
    ],
    [
      'rows that are none',
      () => readersOf(given('5'), 'rows()'),
      'rows: expected an array or another iterable of rows, already awaited, received 5. Nothing was sent. Example: rows()',
    ],
    [
      'rows that are neither sync nor async',
      () =>
        afterEachRow(
          given('null'),
          () => {},
          () => 1,
        ),
      'rows: expected an array or another iterable of rows, sync or async, received null. Nothing was sent. Example: client.listLicensesUsage()',
    ],
    [
      'an insight that is no object',
      () => [...insightReadersOf(given('[5]'))],
      'legacy[0]: expected an object, received 5. Nothing was sent. Example: an item or a row as the client delivers it',
    ],
    [
      'a row that is no object',
      () => [...readersOf(given('[{}, 5]'), 'rows()')],
      'rows[1]: expected a row, received 5. Nothing was sent. Example: rows()',
    ],
    [
      'an insight without a text',
      () => new FieldsReader('legacy', 2, {}).text('channel'),
      'legacy[2].channel: expected text or null, received undefined. Nothing was sent. Example: an item or a row as the client delivers it',
    ],
    [
      'a row without a text',
      () => new FieldsReader('rows', 2, {}).text('channel'),
      'rows[2].channel: expected text or null: group by this field too, or not at all, received undefined. Nothing was sent. Example: an item or a row as the client delivers it',
    ],
    [
      'a count that is none',
      () => new FieldsReader('rows', 0, {}).count('active'),
      'rows[0].active: expected a whole number from 0 to 2^53 - 1, received undefined. Nothing was sent. Example: an item or a row as the client delivers it',
    ],
    [
      'a percentage that is none',
      () => new FieldsReader('rows', 0, { percent: 'x' }).percent('percent'),
      'rows[0].percent: expected a finite number or null, received "x". Nothing was sent. Example: an item or a row as the client delivers it',
    ],
  ] as const)('is named with its place and an example: %s', ([, run, words]) => {
    expect(message(run)).toBe(`ConfigurationError: ${words}`);
  });

  test('names the place of a row that arrives later', async () => {
    async function* rows() {
      yield {};
      yield 5;
    }
    const reading = Promise.resolve(
      afterEachRow(
        rows(),
        () => {},
        () => 1,
      ),
    );
    await expect(reading).rejects.toThrow(/^rows\[1\]: expected a row, received 5\./);
  });
});

describe('insightReadersOf', () => {
  test('takes the items of an answer, or items alone in any iterable', () => {
    const items = [{ channel: 'direct' }];
    const read = (usage: object) =>
      Array.from(insightReadersOf(Object(usage)), (each) => each.text('channel'));
    expect(read({ items })).toEqual(['direct']);
    expect(read(items)).toEqual(['direct']);
    expect(read(Object.assign(new Set(items), { items: [] }))).toEqual(['direct']);
  });
});
