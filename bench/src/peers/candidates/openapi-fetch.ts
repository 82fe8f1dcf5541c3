import type { paths } from '@licenses-usage/client/schema';
import createClient from 'openapi-fetch';
import { customerId, headers, listPath, overJson, pageSize, type Open } from './candidate.ts';

export const open: Open = async (url) => {
  const client = createClient<paths>({ baseUrl: url, headers });
  return overJson(async (path) => {
    if (path.includes('/customers/')) {
      const usage = '/v1/customers/{customer-id}/analytics/licenses/usage';
      return (await client.GET(usage, { params: { path: { 'customer-id': customerId } } })).data;
    }
    const skip = Number(new URLSearchParams(path.slice(path.indexOf('?'))).get('skip'));
    return (await client.GET(listPath, { params: { query: { top: pageSize, skip } } })).data;
  });
};
