import { getClient } from '@azure-rest/core-client';
import { headers, overJson } from './candidate.ts';
import type { Open } from './open.ts';

export const open: Open = async (url) => {
  const client = getClient(url, { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } });
  return overJson(async (path) => (await client.pathUnchecked(path).get({ headers })).body);
};
