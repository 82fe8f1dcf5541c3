import type { LicensesUsageClient } from '@licenses-usage/client';

import type { Interaction } from '../documents/interaction.ts';
import { objectOf } from '../documents/json.ts';

type Request = Interaction['request'];

/** Makes the call of the client that sends the request of an interaction, and reads as many pages as are given. */
export async function callClient(
  client: LicensesUsageClient,
  operationId: string,
  request: Request,
  pages: number,
): Promise<void> {
  const query = Object.fromEntries(Object.entries(request.query).map(([name, [value]]) => [name, value]));
  switch (operationId) {
    case 'getCustomerLicensesUsage':
      await client.getCustomerLicensesUsage(/customers\/([^/]+)/.exec(request.path)?.[1] ?? '');
      return;
    case 'getPartnerLicensesUsage':
      await client.getPartnerLicensesUsage();
      return;
    case 'getCustomerLicensesDeployment':
      await client.getCustomerLicensesDeployment(/customers\/([^/]+)/.exec(request.path)?.[1] ?? '');
      return;
    case 'getPartnerLicensesDeployment':
      await client.getPartnerLicensesDeployment();
      return;
    case 'listLicensesUsage': {
      const groupBy = fieldsIn(query['groupby'], usageFields);
      const list = client.listLicensesUsage({ ...rowsQuery(query), groupBy });
      return read(list.byPage({ maxPageSize: numberOf(query['top']) }), pages);
    }
    case 'listLicensesDeployment': {
      const groupBy = fieldsIn(query['groupby'], deploymentFields);
      const list = client.listLicensesDeployment({ ...rowsQuery(query), groupBy });
      return read(list.byPage({ maxPageSize: numberOf(query['top']) }), pages);
    }
    case 'listCustomers': {
      const filter = query['filter'] === undefined ? undefined : customersFilter(query['filter']);
      const list = client.listCustomers({ filter });
      return read(list.byPage({ maxPageSize: numberOf(query['size']) }), pages);
    }
    default:
      throw new Error(`The client has no operation ${operationId}: name its call in client-call.ts.`);
  }
}

async function read(walk: AsyncIterator<unknown>, pages: number): Promise<void> {
  for (let page = 0; page < pages; page += 1) await walk.next();
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

const deploymentFields = [
  ...(['serviceCode', 'serviceName', 'channel'] as const),
  ...(['customerTenantId', 'customerName', 'productId', 'productName'] as const),
];
const usageFields = [...(['workloadCode', 'workloadName'] as const), ...deploymentFields];

function rowsQuery({ filter, processedDateTime, skip }: Readonly<Record<string, string | undefined>>) {
  return { filter, processedDateTime, skip: numberOf(skip) };
}

function fieldsIn<Field extends string>(list: string | undefined, fields: readonly Field[]) {
  return list?.split(',').map((name) => {
    const field = fields.find((known) => known === name);
    if (field === undefined) throw new Error(`The pact groups by ${name}, which is no field.`);
    return field;
  });
}

function customersFilter(text: string) {
  const { Value } = objectOf(JSON.parse(text));
  return { field: 'CompanyName', operator: 'starts_with', value: String(Value) } as const;
}
