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
    case 'listLicensesUsage': {
      const { filter, groupby, processedDateTime, skip } = query;
      const groupBy = groupby?.split(',').map(requireField);
      const list = client.listLicensesUsage({ filter, groupBy, processedDateTime, skip: numberOf(skip) });
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

const fields = [
  ...(['workloadCode', 'workloadName', 'serviceCode', 'serviceName', 'channel'] as const),
  ...(['customerTenantId', 'customerName', 'productId', 'productName'] as const),
];

function requireField(name: string) {
  const field = fields.find((known) => known === name);
  if (field === undefined) throw new Error(`The pact groups by ${name}, which is no field.`);
  return field;
}

function customersFilter(text: string) {
  const { Value } = objectOf(JSON.parse(text));
  return { field: 'CompanyName', operator: 'starts_with', value: String(Value) } as const;
}
