import got from 'got';
import { Agent } from 'node:http';
import { headers, overJson, type Open } from './candidate.ts';

export const open: Open = async (url) => {
  const client = got.extend({
    headers,
    retry: { limit: 0 },
    agent: { http: new Agent({ keepAlive: true }) },
  });
  return overJson((path) => client(url + path).json());
};
