import { createClient, createConfig } from '@hey-api/client-fetch';
import { headers, overJson, type Open } from './candidate.ts';

export const open: Open = async (url) => {
  const client = createClient(createConfig({ baseUrl: url, headers, throwOnError: true }));
  return overJson(async (path) => (await client.get({ url: path })).data);
};
