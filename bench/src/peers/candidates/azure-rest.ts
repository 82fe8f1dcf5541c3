import { getClient } from '@azure-rest/core-client';
import { headers, overJson, type Open } from './candidate.ts';

export const open: Open = async (url) => {
  const client = getClient(url, { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } });
  return overJson(async (path) => (await client.pathUnchecked(path).get({ headers })).body);
};
