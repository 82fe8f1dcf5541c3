import deployment from '@licenses-usage/spec/examples/licenses-deployment.json' with { type: 'json' };
import grouped from '@licenses-usage/spec/examples/licenses-deployment-grouped.json' with { type: 'json' };
import { describe, expect, expectTypeOf, test } from 'vitest';
import { and, eq, ne, type LicensesDeploymentField, type LicensesDeploymentRow } from '../../src/index.ts';
import { json } from '../support/answers.ts';
import { createTestClient } from '../support/client.ts';
import { collect, rejectionOf } from './support/collect.ts';

describe('listLicensesDeployment', () => {
  test('reads the documented page, its dates as UTC', async () => {
    const { client, requests } = createTestClient([json(deployment)]);
    const rows = await collect(client.listLicensesDeployment());
    expectTypeOf(rows).toEqualTypeOf<LicensesDeploymentRow[]>();
    expect(rows).toMatchObject(
      deployment.Value.map((row) => ({ ...row, processedDateTime: `${row.processedDateTime}Z` })),
    );
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/v1/analytics/commercial/deployment/license/',
    ]);
  });

  test('narrows a row to what it is grouped by', async () => {
    const { client, requests } = createTestClient([json(grouped)]);
    const rows = await collect(client.listLicensesDeployment({ groupBy: ['serviceCode', 'channel'] }));
    expectTypeOf(rows).branded.toEqualTypeOf<
      {
        serviceCode: string | null;
        channel: string | null;
        licensesDeployed: number;
        licensesSold: number;
      }[]
    >();
    expect(rows).toEqual(grouped.Value);
    expect(requests.map(({ url }) => new URL(url).searchParams.get('groupby'))).toEqual([
      'serviceCode,channel',
    ]);
  });

  test('has optional fields when they are chosen at run time', async () => {
    const { client } = createTestClient([
      json({ Value: [{ channel: 'reseller', licensesDeployed: 0, licensesSold: 9 }], TotalCount: 1 }),
    ]);
    const chosen: LicensesDeploymentField[] = ['channel'];
    const rows = await collect(client.listLicensesDeployment({ groupBy: chosen }));
    expect(rows).toEqual([{ channel: 'reseller', licensesDeployed: 0, licensesSold: 9 }]);
    expectTypeOf(rows[0]?.channel).toEqualTypeOf<string | null | undefined>();
    expectTypeOf<NonNullable<(typeof rows)[0]>['licensesSold']>().toEqualTypeOf<number>();
  });

  test('accepts conditions on its own fields, and reads all pages', async () => {
    const [first, second] = deployment.Value;
    const { client, requests } = createTestClient([
      json({ Value: [first], '@nextLink': '?top=1&skip=1', TotalCount: 2 }),
      json({ Value: [second], '@nextLink': null, TotalCount: 2 }),
    ]);
    const filter = and(eq('serviceCode', 'o365'), ne('customerName', "O'Neill"));
    expect(await collect(client.listLicensesDeployment({ filter }, { maxPageSize: 1 }))).toHaveLength(2);
    expect(requests.map(({ url }) => Object.fromEntries(new URL(url).searchParams))).toEqual([
      { filter: "serviceCode eq 'o365' and customerName ne 'O''Neill'", top: '1' },
      {
        filter: "serviceCode eq 'o365' and customerName ne 'O''Neill'",
        top: '1',
        skip: '1',
        processedDateTime: '2018-10-14T00:00:00',
      },
    ]);
  });

  test('refuses a condition on a workload before anything is sent', async () => {
    const { client, requests } = createTestClient([]);
    const filter = and(eq('workloadCode', 'EXO'), eq('channel', 'reseller'));
    // @ts-expect-error deployment is not told by workload
    const error = await rejectionOf(client.listLicensesDeployment({ filter }).next());
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      message:
        'query.filter: expected conditions on serviceCode, serviceName, channel, customerTenantId, customerName, productId, ' +
        `productName, received "workloadCode". Nothing was sent. Example: eq('serviceCode', 'o365')`,
    });
    expect(requests).toEqual([]);
  });

  test('refuses to group by a workload, and refuses the token of another list', async () => {
    const { client } = createTestClient([]);
    // @ts-expect-error deployment is not told by workload
    const byWorkload = client.listLicensesDeployment({ groupBy: ['workloadCode'] });
    expect(await rejectionOf(byWorkload.next())).toMatchObject({ argument: 'query.groupBy' });
    const { client: other } = createTestClient([
      json({ Value: [deployment.Value[0]], '@nextLink': '?top=1&skip=1', TotalCount: 2 }),
      json({ Value: [deployment.Value[1]], '@nextLink': null, TotalCount: 2 }),
    ]);
    const pages = await collect(other.listLicensesDeployment({}, { maxPageSize: 1 }).byPage());
    const continuationToken = pages[0]?.continuationToken;
    expect(continuationToken).toMatch(/\w/);
    const usage = client.listLicensesUsage({}, { maxPageSize: 1 });
    expect(await rejectionOf(usage.byPage({ continuationToken }).next())).toMatchObject({
      name: 'ConfigurationError',
      argument: 'continuationToken',
    });
  });

  test('keeps fields that the service adds, and refuses a row without its counts', async () => {
    const [row] = deployment.Value;
    const { client } = createTestClient([json({ Value: [{ ...row, licensesAssigned: 3 }], TotalCount: 1 })]);
    expect((await collect(client.listLicensesDeployment()))[0]).toMatchObject({ licensesAssigned: 3 });

    const { client: other, clock } = createTestClient([
      json({ Value: [{ ...row, licensesSold: undefined }] }),
    ]);
    expect(await clock.runToRejection(collect(other.listLicensesDeployment()))).toMatchObject({
      name: 'ResponseFormatError',
      pointer: '/Value/0/licensesSold',
    });
  });
});
