import { readFile } from 'node:fs/promises';

import { createClient } from '@licenses-usage/client';
import { describe, expect, test } from 'vitest';

import { DataSetError, readDataSet } from '../../src/facts/data-set.ts';
import {
  createEmulator,
  type DataSet,
  type DataSetRow,
  type Emulator,
  EmulatorOptionsError,
} from '../../src/index.ts';
import { readSettings } from '../../src/settings.ts';
import { ask, customerUsage, usage } from '../support/ask.ts';

const id = 'a1b2c3d4-0000-4000-8000-000000000001';

const row: DataSetRow = {
  customerTenantId: id,
  customerName: 'Litware',
  productName: 'MICROSOFT 365 E5',
  workloadName: 'Exchange',
  serviceCode: 'o365',
  licensesActive: 4,
  licensesQualified: 9,
};

describe('a custom data set', () => {
  test('may be a saved answer of the superseding operation, which is then returned', async () => {
    const file = new URL(import.meta.resolve('@licenses-usage/spec/examples/licenses-usage.json'));
    const saved: DataSet = JSON.parse(await readFile(file, 'utf8'));
    const emulator = createEmulator({ data: saved });
    expect((await ask(emulator, usage())).body).toMatchObject(saved);
  });

  test('may be rows from the client, which are then delivered again', async () => {
    const rowsOf = async (emulator: Emulator) => {
      const client = createClient({ credential: emulator.credential, fetch: emulator.fetch });
      const delivered = [];
      for await (const one of client.listLicensesUsage()) delivered.push(one);
      return delivered;
    };
    const rows = await rowsOf(createEmulator());
    expect(rows[0]?.processedDateTime).toMatch(/Z$/);
    expect(await rowsOf(createEmulator({ data: { Value: rows } }))).toEqual(rows);
  });

  test.each<[string, Partial<DataSetRow>, Partial<DataSetRow>]>([
    [
      'a date with Z',
      { processedDateTime: '2026-11-15T00:00:00Z' },
      { processedDateTime: '2026-11-15T00:00:00' },
    ],
    [
      'a date with an offset',
      { processedDateTime: '2026-11-15T01:30:00.36+02:00' },
      { processedDateTime: '2026-11-14T23:30:00.360' },
    ],
    [
      'a date with an offset of none, which keeps its fraction',
      { processedDateTime: '2026-11-15T00:00:00.1234567-00:00' },
      { processedDateTime: '2026-11-15T00:00:00.1234567' },
    ],
    [
      'a date without seconds to spare for its offset',
      { processedDateTime: '2026-11-15T00:00:00-05:30' },
      { processedDateTime: '2026-11-15T05:30:00' },
    ],
    [
      'names of its own',
      { workloadName: 'Loop Two', serviceCode: 'new', productId: null },
      { workloadCode: 'LOOPTWO', serviceName: 'new', processedDateTime: '2017-03-09T00:00:00' },
    ],
    [
      'a service that is processed on another day',
      { serviceCode: 'crm' },
      { serviceName: 'Microsoft Dynamics', processedDateTime: '2017-03-10T00:00:00' },
    ],
    [
      'codes and names of its own',
      { workloadCode: 'X', serviceName: 'Y', channel: 'direct', productId: id },
      { workloadCode: 'X', serviceName: 'Y', channel: 'direct', productId: id.toUpperCase() },
    ],
    [
      'counts as text',
      { licensesActive: '4', licensesQualified: '9.0' },
      { licensesActive: 4, licensesQualified: 9 },
    ],
    [
      'the other spelling of a count',
      { licensesActive: undefined, licenseActive: '7' },
      { licensesActive: 7 },
    ],
    ['both spellings of a count', { licensesActive: 4, licenseActive: 4 }, { licensesActive: 4 }],
    ['null for what has a default', { channel: null, productId: null }, { channel: 'reseller' }],
  ])('may have %s', async (_, given, told) => {
    const { body } = await ask(createEmulator({ data: { Value: [{ ...row, ...given }] } }), usage());
    expect(body).toMatchObject({ Value: [told] });
  });

  test.each(['Value', 'value', 'items'])(
    'may be an envelope with its rows under %s, or only the rows',
    (key) => {
      expect(readDataSet({ [key]: [row] })).toEqual(readDataSet([row]));
    },
  );

  test('needs only the facts: the rest has defaults', async () => {
    const { body } = await ask(createEmulator({ data: { Value: [row] } }), usage());
    expect(body).toMatchObject({
      Value: [
        {
          processedDateTime: '2017-03-09T00:00:00',
          workloadCode: 'EXO',
          serviceName: 'Microsoft Office 365',
          channel: 'reseller',
          customerTenantId: id.toUpperCase(),
          licensesActive: 4,
        },
      ],
    });
  });

  test('has one product id for one product name, and another for another', async () => {
    const names = ['A', 'A', 'B', 'C D'];
    const rows = names.map((productName) => ({ ...row, productName }));
    const { body } = await ask(createEmulator({ data: { Value: rows } }), usage());
    const told = JSON.stringify(body).match(/"productId":"[0-9A-F-]{36}"/g) ?? [];
    expect(told).toHaveLength(4);
    expect(told[1]).toBe(told[0]);
    expect(new Set(told).size).toBe(3);
  });

  test('lists the days of each service, newest first', () => {
    const on = (day: string, serviceCode = 'o365'): DataSetRow => ({
      ...row,
      serviceCode,
      processedDateTime: `${day}T03:25:16`,
    });
    const Value = [on('2026-11-01'), on('2026-11-15'), on('2026-11-08'), on('2026-11-02', 'crm')];
    const { facts } = readSettings({ data: { Value } });
    expect(facts.snapshots).toEqual([
      {
        service: { code: 'o365', name: 'Microsoft Office 365' },
        days: ['2026-11-15', '2026-11-08', '2026-11-01'],
      },
      { service: { code: 'crm', name: 'Microsoft Dynamics' }, days: ['2026-11-02'] },
    ]);
    expect(facts.usageCountOf(0, undefined)).toBe(2);
    expect(facts.usageCountOf(0, '2026-11-08')).toBe(1);
    expect(facts.usageCountOf(0, '2026-11-09')).toBe(0);
    expect(facts.usageCountOf(1, undefined)).toBe(0);
    expect(() => facts.customerAt(1)).toThrow('There is no customer at 1.');
  });

  test('is used by the superseded operations too', async () => {
    const { body } = await ask(createEmulator({ data: { Value: [row] } }), customerUsage(id));
    expect(body).toMatchObject({ totalCount: 1, items: [{ customerName: 'Litware', usagePercent: 44.44 }] });
  });

  test('may know customers without rows', async () => {
    const data: DataSet = { Value: [], customers: [{ id, name: 'Litware', domain: 'litware.example' }] };
    const emulator = createEmulator({ data });
    expect((await ask(emulator, customerUsage(id))).body).toMatchObject({ totalCount: 0, items: [] });
    expect((await ask(emulator, '/v1/customers')).body).toMatchObject({
      items: [{ id, companyProfile: { companyName: 'Litware', domain: 'litware.example' } }],
    });
  });

  test('has one customer for an id in either case, and numbers missing domains', async () => {
    const other = 'b2c3d4e5-0000-4000-8000-00000000000f';
    const data: DataSet = {
      customers: [{ id: id.toUpperCase(), name: 'Litware' }],
      Value: [row, { ...row, customerTenantId: other.toUpperCase(), customerName: 'Contoso' }],
    };
    const emulator = createEmulator({ data });
    expect((await ask(emulator, '/v1/customers')).body).toMatchObject({
      totalCount: 2,
      items: [
        { id, companyProfile: { companyName: 'Litware', domain: 'customer1.onmicrosoft.com' } },
        { id: other, companyProfile: { companyName: 'Contoso', domain: 'customer2.onmicrosoft.com' } },
      ],
    });
    for (const asked of [other, other.toUpperCase()]) {
      const { body } = await ask(emulator, customerUsage(asked));
      expect(body).toMatchObject({ totalCount: 1, items: [{ customerName: 'Contoso' }] });
    }
  });

  test('may hold several snapshots, of which the latest of each service is the default', async () => {
    const on = (day: string, licensesActive: number, serviceCode = 'o365'): DataSetRow => ({
      ...row,
      serviceCode,
      licensesActive,
      processedDateTime: `${day}T00:00:00`,
    });
    const rows = [on('2026-11-01', 1), on('2026-11-08', 2), on('2026-10-25', 4), on('2026-11-02', 3, 'crm')];
    const data = { Value: rows };
    const emulator = createEmulator({ data });
    const latest = await ask(emulator, usage());
    expect(latest.body).toMatchObject({ Value: [{ licensesActive: 2 }, { licensesActive: 3 }] });
    const earlier = await ask(emulator, usage({ processedDateTime: '2026-11-01' }));
    expect(earlier.body).toMatchObject({ Value: [{ licensesActive: 1 }], TotalCount: 1 });
  });
});

describe('a malformed data set', () => {
  test.each<[unknown, string]>([
    [null, 'The data set must be an object with an array "Value" of usage rows.'],
    [{ Value: {} }, 'must be an object with an array "Value"'],
    [{ Value: [7] }, '/Value/0 must be an object.'],
    [{ Value: [row, { ...row, customerTenantId: 'x' }] }, '/Value/1/customerTenantId must be a GUID.'],
    [{ Value: [{ ...row, customerName: 3 }] }, '/Value/0/customerName must be text.'],
    [
      { Value: [{ ...row, licensesActive: '4.5' }] },
      '/Value/0/licensesActive must be a whole number of at least 0.',
    ],
    [{ Value: [{ ...row, licensesActive: '0x4' }] }, '/Value/0/licensesActive must be a whole number'],
    [{ value: [{ ...row, licensesActive: undefined }] }, '/value/0/licensesActive must be a whole number'],
    [{ Value: [{ ...row, licenseActive: 5 }] }, '/Value/0/licenseActive must be the same count as'],
    [{ Value: [{ ...row, licensesActive: '' }] }, '/Value/0/licensesActive must be a whole number'],
    [{ Value: [{ ...row, licensesActive: '4.0x' }] }, '/Value/0/licensesActive must be a whole number'],
    [{ Value: [{ ...row, licensesActive: true }] }, '/Value/0/licensesActive must be a whole number'],
    [{ Value: [{ ...row, licensesActive: 2 ** 53 }] }, '/Value/0/licensesActive must be a whole number'],
    [{ Value: [{ ...row, serviceCode: '' }] }, '/Value/0/serviceCode must be text.'],
    [{ Value: [{ ...row, workloadName: null }] }, '/Value/0/workloadName must be text.'],
    [{ Value: [{ ...row, productId: '63' }] }, '/Value/0/productId must be a GUID.'],
    [{ Value: [[]] }, '/Value/0 must be an object.'],
    [{ Value: [null] }, '/Value/0 must be an object.'],
    ...[
      5,
      'x2026-11-15T00:00:00',
      '2026-11-15T00:00:00x',
      '2026-11-15 00:00:00',
      '2026-11-15T25:00:00',
      '2026-11-15T00:00',
      '2026-11-15T00:00:00.12345678',
      '2026-11-15T00:00:00+2:00',
      '2026-11-15T00:00:00+02:0',
      '2026-1-15T00:00:00',
      '2026-11-5T00:00:00',
      '226-11-15T00:00:00',
    ].map((processedDateTime): [unknown, string] => [
      { Value: [{ ...row, processedDateTime }] },
      '/Value/0/processedDateTime must be a moment such as "2018-10-14T00:00:00".',
    ]),
    [{ Value: [], customers: ['Litware'] }, '/customers/0 must be an object.'],
    [{ Value: [], customers: [{ id: '63', name: 'x' }] }, '/customers/0/id must be a GUID.'],
    [{ Value: [], customers: [{ id, name: 'x', domain: 5 }] }, '/customers/0/domain must be text.'],
    [{ Value: [{ ...row, licensesQualified: -1 }] }, '/Value/0/licensesQualified must be a whole number'],
    [
      { Value: [{ ...row, processedDateTime: '2018' }] },
      '/Value/0/processedDateTime must be a moment such as',
    ],
    [{ Value: [{ ...row, channel: 5 }] }, '/Value/0/channel must be text.'],
    [{ Value: [], customers: {} }, '/customers must be an array'],
    [{ Value: [], customers: [{ id, name: '' }] }, '/customers/0/name must be text.'],
  ])('%j is refused: %s', (value, message) => {
    expect(() => readDataSet(value)).toThrow(DataSetError);
    expect(() => readDataSet(value)).toThrow(message);
  });

  test('is an option that cannot be used', () => {
    const data = { Value: [{ ...row, licensesActive: 0.5 }] };
    expect(() => createEmulator({ data })).toThrow(EmulatorOptionsError);
    expect(() => createEmulator({ data })).toThrow('data: /Value/0/licensesActive');
  });
});
