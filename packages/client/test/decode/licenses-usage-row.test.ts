import groupedUsage from '@licenses-usage/spec/examples/licenses-usage-grouped.json' with { type: 'json' };
import usage from '@licenses-usage/spec/examples/licenses-usage.json' with { type: 'json' };
import fc from 'fast-check';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { readLicensesUsageRow } from '../../src/generated/list-decoders.ts';
import type { LicensesUsageField, LicensesUsageRow, LicensesUsageRowOf } from '../../src/generated/models.ts';
import { isRecord } from '../../src/input/values.ts';
import { createClient } from '../../src/create-client.ts';
import { ResponseFormatError } from '../../src/errors/response-format-error.ts';
import { createDecodeContext } from '../support/decode-context.ts';
import { resultOf, thrownBy } from '../support/thrown-by.ts';

const counts = { licensesActive: 3, licensesQualified: 12 };

const silent = {
  processedDateTime: null,
  workloadCode: null,
  workloadName: null,
  serviceCode: null,
  serviceName: null,
  channel: null,
  customerTenantId: null,
  customerName: null,
  productId: null,
  productName: null,
};

const isCount = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
const isTextOrNull = (value: unknown) => typeof value === 'string' || value === null;

/** Whether a value has the types that a row promises. */
function isPromised(row: unknown): boolean {
  if (!isRecord(row)) return false;
  return (
    Object.keys(counts).every((name) => isCount(row[name])) &&
    Object.keys(silent).every((name) => isTextOrNull(row[name]))
  );
}

function readRow(wire: unknown): LicensesUsageRow {
  return readLicensesUsageRow<[]>(wire, createDecodeContext());
}

describe('readLicensesUsageRow', () => {
  test('reads the documented rows, their dates as UTC and their capitals unchanged', () => {
    const rows = usage.Value.map((row) => readRow({ ...row }));
    expect(rows).toHaveLength(usage.Value.length);
    expect(rows.map((row) => row.customerTenantId)).toEqual(usage.Value.map((row) => row.customerTenantId));
    expect(rows[0]?.processedDateTime).toBe('2018-10-14T00:00:00Z');
  });

  test('keeps unknown fields, and null for known ones that are absent', () => {
    expect(readRow({ ...counts, region: 'EU' })).toMatchObject({ ...silent, ...counts, region: 'EU' });
  });

  test('keeps the year-1 sentinel', () => {
    expect(readRow({ ...counts, processedDateTime: '0001-01-01T00:00:00' }).processedDateTime).toBe(
      '0001-01-01T00:00:00Z',
    );
  });

  test.for([usage.Value[0], counts])('refuses a processedDateTime that is no date, and names it', (row) => {
    expect(thrownBy(() => readRow({ ...row, processedDateTime: 'soon' }))).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/processedDateTime',
    });
  });

  test('reads licenseActive of the sample as licensesActive of the table', () => {
    const row = readRow({ licenseActive: '63', licensesQualified: 206.0 });
    expect(row).toMatchObject({ ...silent, licensesActive: 63, licensesQualified: 206 });
    expect(row).not.toHaveProperty('licenseActive');
  });

  test('takes both spellings when they agree', () => {
    expect(readRow({ licenseActive: '3', licensesActive: 3, licensesQualified: 1 }).licensesActive).toBe(3);
  });

  test.for<readonly [unknown, string, string]>([
    [{ licenseActive: 3, licensesActive: 4 }, '/licensesActive', 'the same count as licenseActive, 3'],
    [{ licenseActive: 3, licensesActive: null }, '/licensesActive', 'a count'],
    [{ licenseActive: 'some', licensesActive: 4 }, '/licenseActive', 'a count'],
    [{ licenseActive: null }, '/licenseActive', 'a count'],
    [{}, '/licensesActive', 'a count'],
    [{ licensesActive: 1 }, '/licensesQualified', 'a count'],
    [{ licensesActive: 1, licensesQualified: '6.5' }, '/licensesQualified', 'a count'],
    [{ ...counts, channel: 5 }, '/channel', 'a string or null'],
    [[], '', 'an object'],
    [null, '', 'an object'],
  ])('refuses %j, grouped or not', ([wire, pointer, expected]) => {
    const read = (groupBy: readonly LicensesUsageField[]) =>
      thrownBy(() => readLicensesUsageRow<[]>(structuredClone(wire), createDecodeContext(), groupBy));
    const refusal = {
      name: 'ResponseFormatError',
      pointer,
      expected: expect.stringContaining(expected),
    };
    expect(read([])).toMatchObject(refusal);
    expect(read(['channel'])).toMatchObject(refusal);
  });

  test('reads grouped rows with their own fields only', () => {
    const groupBy = ['serviceCode', 'serviceName', 'workloadCode', 'workloadName', 'channel'] as const;
    const rows = groupedUsage.Value.map((row) =>
      readLicensesUsageRow<typeof groupBy>({ ...row }, createDecodeContext(), groupBy),
    );
    expect(rows).toEqual(groupedUsage.Value);
    expect(rows[0]).not.toHaveProperty('customerName');
  });

  test('reads a grouping field that the service left out as null', () => {
    const row = readLicensesUsageRow<['channel']>({ ...counts }, createDecodeContext(), ['channel']);
    expect(row).toEqual({ ...counts, channel: null });
  });

  test('reads counts that grouped answers carry as text', () => {
    const wire = { licensesActive: '63', licensesQualified: '250', channel: 'reseller' };
    expect(readLicensesUsageRow<['channel']>(wire, createDecodeContext(), ['channel'])).toEqual({
      licensesActive: 63,
      licensesQualified: 250,
      channel: 'reseller',
    });
  });

  test('reads any JSON into the promised types or refuses it with a pointer, and never throws another error', () => {
    const field = fc.constantFrom(
      ...Object.keys(silent),
      'licensesActive',
      'licensesQualified',
      'licenseActive',
    );
    const value = fc.oneof(fc.jsonValue(), fc.nat(), fc.string(), fc.nat().map(String), fc.constant(null));
    let refused = 0;
    let read = 0;
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(field, fc.string()), value), fc.boolean(), (others, complete) => {
        const wire: unknown = { ...others, ...(complete ? { ...silent, ...counts, licenseActive: 3 } : {}) };
        const result = resultOf(() => readRow(wire));
        refused += Number(result instanceof ResponseFormatError);
        read += Number(isPromised(result));
        expect(result instanceof ResponseFormatError || isPromised(result)).toBe(true);
      }),
    );
    expect(Math.min(read, refused)).toBeGreaterThan(0);
  });
});

describe('the type of a row', () => {
  const client = createClient({ credential: () => 'token' });

  test('is the full row without groupBy', () => {
    expectTypeOf<LicensesUsageRowOf<[]>>().toEqualTypeOf<LicensesUsageRow>();
    expectTypeOf<LicensesUsageRow['productName']>().toEqualTypeOf<string | null>();
    expectTypeOf<LicensesUsageRow['licensesActive']>().toEqualTypeOf<number>();
    const rows = () => client.listLicensesUsage({ top: 5 });
    expectTypeOf<Row<ReturnType<typeof rows>>>().toEqualTypeOf<LicensesUsageRow>();
    expect(rows()).toHaveProperty('byPage');
  });

  test('is the chosen fields and the counts when groupBy is written out', () => {
    const rows = () => client.listLicensesUsage({ groupBy: ['channel', 'serviceCode'] });
    expectTypeOf<Row<ReturnType<typeof rows>>>().branded.toEqualTypeOf<{
      channel: string | null;
      serviceCode: string | null;
      licensesActive: number;
      licensesQualified: number;
    }>();
    // @ts-expect-error a field that was not grouped by is not in the row
    const name = (row: Row<ReturnType<typeof rows>>): unknown => row.customerName;
    expect(name({ channel: null, serviceCode: null, ...counts })).toBeUndefined();
  });

  test('has optional fields when groupBy is known only at run time', () => {
    const chosen: LicensesUsageField[] = ['channel'];
    const rows = () => client.listLicensesUsage({ groupBy: chosen });
    type RunTime = Row<ReturnType<typeof rows>>;
    expectTypeOf<RunTime['channel']>().toEqualTypeOf<string | null | undefined>();
    expectTypeOf<RunTime['licensesActive']>().toEqualTypeOf<number>();
    // @ts-expect-error the date is no grouping field
    const date = (row: RunTime): unknown => row.processedDateTime;
    expect(date({ ...counts })).toBeUndefined();
  });

  test('offers only fields that exist', async () => {
    // @ts-expect-error counts can't be grouped by
    const list = client.listLicensesUsage({ groupBy: ['licensesActive'] });
    await expect(list.next()).rejects.toThrow(/licensesActive/);
    // @ts-expect-error the wire says groupby, the query says groupBy
    expect(() => client.listLicensesUsage({ groupby: ['channel'] })).not.toThrow();
  });
});

type Row<Iterable> = Iterable extends AsyncIterable<infer Item> ? Item : never;
